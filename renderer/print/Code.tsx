// A QR code for paper: black on white, at the highest level of correction, so that stains and 200 dots to the inch do it no harm.
import { QRCode } from 'antd'

const FITTED = { width: '100%', height: 'auto', padding: 0 }

export function Code({ text }: { text: string }) {
  return (
    // What it says stands beside it in words.
    <div className="print-code" aria-hidden="true">
      <QRCode type="svg" value={text} errorLevel="H" bordered={false} color="#000" bgColor="#fff" marginSize={2} style={FITTED} />
    </div>
  )
}
