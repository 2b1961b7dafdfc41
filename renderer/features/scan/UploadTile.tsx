// A file on its way onto the paper: shown at once, with how far it is, a way to stop it, and why it failed.
import { CloseOutlined, FileOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { CallError } from '#shared/contract/envelope.ts'
import { paperName } from '../../components/PaperName.tsx'
import { explain } from '../../components/ProblemText.tsx'
import type { Upload, Uploads } from './uploads.ts'

type UploadTileProps = { upload: Upload } & Pick<Uploads, 'cancel' | 'retry' | 'dismiss'>

export function UploadTile({ upload: { key, name, preview, replaces, state }, cancel, retry, dismiss }: UploadTileProps) {
  const { t } = useTranslation()
  const failed = state.at === 'failed' ? reasonOf(t, state.error) : null
  const words: Record<typeof state.at, string> = {
    waiting: t('scan.put.waiting'),
    sending: t('scan.put.sending', { percent: state.at === 'sending' ? Math.round(state.share * 100) : 0 }),
    attaching: t('scan.put.attaching'),
    done: t('scan.put.attaching'),
    failed: '',
  }
  return (
    <li className="scan-page scan-upload" data-state={state.at}>
      <span className="scan-thumb">
        <span className="scan-picture">
          {preview === null
            ? <span className="scan-sheet"><FileOutlined aria-hidden /><small>{name}</small></span>
            : <img src={preview} alt="" />}
        </span>
        <span className="scan-caption" title={name}>{name}</span>
      </span>
      {state.at === 'sending' && (
        <Progress percent={Math.round(state.share * 100)} size="small" showInfo={false} aria-label={t('scan.put.sending', { percent: Math.round(state.share * 100) })} />
      )}
      {failed === null
        ? <output className="scan-upload-state">{replaces !== null && `${t('scan.put.replacing')} · `}{words[state.at]}</output>
        : <p className="scan-upload-state late" role="alert">{failed}</p>}
      <span className="scan-upload-acts">
        {(state.at === 'waiting' || state.at === 'sending') && (
          <Button size="small" icon={<CloseOutlined />} aria-label={t('scan.put.cancelOf', { name })} title={t('common.cancel')} onClick={() => cancel(key)} />
        )}
        {state.at === 'failed' && (
          <>
            {mayHelp(state.error) && (
              <Button size="small" icon={<ReloadOutlined />} aria-label={t('scan.put.retryOf', { name })} title={t('common.retry')} onClick={() => retry(key)} />
            )}
            <Button size="small" icon={<CloseOutlined />} aria-label={t('scan.put.dismissOf', { name })} title={t('common.close')} onClick={() => dismiss(key)} />
          </>
        )}
      </span>
    </li>
  )
}

/** Whether trying again may help: not where the file itself is the reason. */
function mayHelp({ code, details: { problem = '' } }: CallError): boolean {
  return code !== 'refused' || (problem.startsWith('upload.') && problem !== 'upload.empty' && problem !== 'upload.tooLarge')
}

function reasonOf(t: TFunction, error: CallError): string {
  const { problem, subject } = error.details
  return problem === 'scan.known' && subject !== undefined ? t('scan.put.knownHere', { paper: paperName(t, subject) }) : explain(error).what
}
