// Photographing papers one after another with a document camera or webcam; each picture goes onto the paper at once (rule F2).
import { CameraOutlined } from '@ant-design/icons'
import { Alert, Button, Modal, Segmented, Select, Switch } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { frameOn, FRAMES, takePicture, useCamera, type Frame } from './camera.ts'
import { greys, SAMPLE, SAMPLE_EVERY, seen, UNSEEN } from './still.ts'

type CameraDialogProps = {
  paper: string
  onTaken: (picture: Blob, number: number) => void
  onClose: () => void
}

const FRAME_KEYS: readonly Frame[] = ['whole', 'portrait', 'landscape', 'card']
/** How long the window flashes, in milliseconds. */
const FLASH = 160

export function CameraDialog({ paper, onTaken, onClose }: CameraDialogProps) {
  const { t } = useTranslation()
  const camera = useCamera()
  const [frame, setFrame] = useState<Frame>('whole')
  const [auto, setAuto] = useState(false)
  const [taken, setTaken] = useState(0)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [flash, setFlash] = useState(false)
  const video = useRef<HTMLVideoElement>(null)
  const shutter = useRef<HTMLButtonElement>(null)
  const part = frameOn(frame, size.width, size.height)

  useEffect(() => {
    if (video.current !== null) video.current.srcObject = camera.stream
    if (camera.stream !== null) shutter.current?.focus()
  }, [camera.stream])

  const take = async (): Promise<void> => {
    if (video.current === null) return
    const picture = await takePicture(video.current, part)
    if (picture === null) return
    onTaken(picture, taken + 1)
    setTaken(taken + 1)
    setFlash(true)
    setTimeout(() => setFlash(false), FLASH)
  }
  const takeByItself = useEffectEvent(() => void take())

  useEffect(() => {
    if (!auto || camera.stream === null) return undefined
    let known = UNSEEN
    const context = new OffscreenCanvas(SAMPLE.width, SAMPLE.height).getContext('2d', { willReadFrequently: true })
    const timer = setInterval(() => {
      if (context === null || video.current === null || video.current.videoWidth === 0) return
      context.drawImage(video.current, 0, 0, SAMPLE.width, SAMPLE.height)
      const { after, take: now } = seen(known, greys(context.getImageData(0, 0, SAMPLE.width, SAMPLE.height).data))
      known = after
      if (now) takeByItself()
    }, SAMPLE_EVERY)
    return () => clearInterval(timer)
  }, [auto, camera.stream])

  const ready = camera.stream !== null && size.width > 0
  return (
    <Modal
      open
      width={860}
      title={t('scan.camera.title', { paper })}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={(
        <div className="scan-camera-foot">
          <output>{taken > 0 && t('scan.camera.taken', { count: taken })}</output>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button type="primary" ref={shutter} icon={<CameraOutlined aria-hidden />} disabled={!ready} onClick={() => void take()}>{t('scan.camera.take')}</Button>
        </div>
      )}
    >
      <div className="scan-camera-bar">
        <Select
          value={camera.deviceId}
          aria-label={t('scan.camera.device')}
          className="scan-camera-device"
          disabled={camera.devices.length === 0}
          options={camera.devices.map(({ id, label }, at) => ({ value: id, label: label === '' ? t('scan.camera.unnamed', { number: at + 1 }) : label }))}
          onChange={camera.choose}
        />
        <Segmented<Frame>
          value={frame}
          aria-label={t('scan.camera.frame')}
          options={FRAME_KEYS.map((each) => ({ value: each, label: t(`scan.camera.frames.${each}`) }))}
          onChange={setFrame}
        />
        <label className="scan-camera-auto" title={t('scan.camera.autoHint')}>
          <Switch size="small" checked={auto} onChange={setAuto} /> {t('scan.camera.auto')}
        </label>
      </div>
      {camera.problem !== null && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={t(`scan.camera.problem.${camera.problem}`)}
          action={<Button size="small" onClick={camera.retry}>{t('common.retry')}</Button>}
        />
      )}
      {camera.problem === null && (
        <div className="scan-camera" data-flash={flash} aria-busy={!ready}>
          {/* It has no sound. */}
          <video
            ref={video}
            autoPlay
            muted
            playsInline
            aria-label={t('scan.camera.picture')}
            onLoadedMetadata={({ currentTarget: { videoWidth, videoHeight } }) => setSize({ width: videoWidth, height: videoHeight })}
            onResize={({ currentTarget: { videoWidth, videoHeight } }) => setSize({ width: videoWidth, height: videoHeight })}
          />
          {!ready && <p>{t('scan.camera.starting')}</p>}
          {ready && FRAMES[frame] !== null && (
            <span
              className="scan-camera-frame"
              style={{ left: `${part.left * 100}%`, top: `${part.top * 100}%`, width: `${part.width * 100}%`, height: `${part.height * 100}%` }}
            />
          )}
        </div>
      )}
      {auto && <p className="faint">{t('scan.camera.autoHint')}</p>}
    </Modal>
  )
}
