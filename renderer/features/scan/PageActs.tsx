// What can be done to the pages chosen: buttons for what the keys do as well.
import {
  CameraOutlined, DeleteOutlined, ExportOutlined, PlusOutlined, RotateLeftOutlined, RotateRightOutlined, ScissorOutlined,
  SwapOutlined, ZoomInOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { filesOf } from './dropping.ts'

/** What the window offers first in the dialog for files; what is taken is judged by bytes. */
const OFFERED = '.jpg,.jpeg,.png,.webp,.tif,.tiff,.heic,.heif,.pdf,image/*,application/pdf'

type Files = readonly { blob: Blob; name: string }[]

type PutInProps = { onFiles: (files: Files) => void; onPhotograph: () => void; disabled: boolean }

export function PutIn({ onFiles, onPhotograph, disabled }: PutInProps) {
  const { t } = useTranslation()
  return (
    <>
      <ChooseFiles multiple onFiles={onFiles} disabled={disabled} icon={<PlusOutlined aria-hidden />} label={t('scan.put.choose')} />
      <Button icon={<CameraOutlined aria-hidden />} disabled={disabled} onClick={onPhotograph}>{t('scan.put.photograph')}</Button>
    </>
  )
}

type ChooseFilesProps = { label: string; icon: ReactNode; multiple: boolean; disabled: boolean; iconOnly?: boolean; onFiles: (files: Files) => void }

function ChooseFiles({ label, icon, multiple, disabled, iconOnly = false, onFiles }: ChooseFilesProps) {
  const field = useRef<HTMLInputElement>(null)
  const choose = (): void => field.current?.click()
  return (
    <>
      {iconOnly
        ? <Button icon={icon} disabled={disabled} aria-label={label} title={label} onClick={choose} />
        : <Button icon={icon} disabled={disabled} onClick={choose}>{label}</Button>}
      <input
        type="file"
        hidden
        ref={field}
        tabIndex={-1}
        aria-label={label}
        accept={OFFERED}
        multiple={multiple}
        onChange={(event) => {
          const { files } = event.target
          if (files !== null && files.length > 0) onFiles(filesOf({ files }, ''))
          // The same file chosen again is a choice too.
          event.target.value = ''
        }}
      />
    </>
  )
}

type PageButtonsProps = {
  /** How many pages the acts are for; some are for one alone. */
  count: number
  large: boolean
  mayFile: boolean
  onOpen: () => void
  onTurn: (by: 90 | 270) => void
  onCrop: () => void
  onReplace: (files: Files) => void
  onMove: () => void
  onRemove: () => void
}

export function PageButtons(props: PageButtonsProps) {
  const { count, large, mayFile, onOpen, onTurn, onCrop, onReplace, onMove, onRemove } = props
  const { t } = useTranslation()
  const none = count === 0
  const many = count !== 1
  return (
    <>
      {!large && <Act icon={<ZoomInOutlined />} disabled={many} label={t('scan.page.open')} keyName="Enter" onClick={onOpen} />}
      {mayFile && (
        <>
          <Act icon={<RotateLeftOutlined />} disabled={none} label={t('scan.page.turnLeft')} keyName="L" onClick={() => onTurn(270)} />
          <Act icon={<RotateRightOutlined />} disabled={none} label={t('scan.page.turnRight')} keyName="R" onClick={() => onTurn(90)} />
          <Act icon={<ScissorOutlined />} disabled={many} label={t('scan.page.crop')} {...(large ? { keyName: 'C' } : {})} onClick={onCrop} />
          <ChooseFiles multiple={false} iconOnly onFiles={onReplace} disabled={many} icon={<SwapOutlined />} label={t('scan.page.replace')} />
          <Act icon={<ExportOutlined />} disabled={none} label={t('scan.page.move')} onClick={onMove} />
          <Act icon={<DeleteOutlined />} disabled={none} label={t('scan.page.remove')} keyName="Delete" onClick={onRemove} />
        </>
      )}
    </>
  )
}

type ActProps = { icon: ReactNode; label: string; keyName?: string; disabled: boolean; onClick: () => void }

function Act({ icon, label, keyName, disabled, onClick }: ActProps) {
  return <Button icon={icon} disabled={disabled} aria-label={label} title={keyName === undefined ? label : `${label} (${keyName})`} onClick={onClick} />
}
