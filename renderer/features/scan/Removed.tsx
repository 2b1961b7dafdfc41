// Pages that were taken out of a record: by whom, when and why; each can be brought back.
import { Button, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Output } from '#shared/contract/index.ts'
import type { Id } from '#shared/domain/id.ts'
import { dateTimeText } from '../../components/DateText.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { paperName } from '../../components/PaperName.tsx'
import { Thumbnail } from './Thumbnail.tsx'

type RemovedProps = {
  removed: Output<'scan.list'>['removed']
  /** Null for whoever may only look. */
  onRestore: ((id: Id<'scan'>) => void) | null
  onClose: () => void
}

export function Removed({ removed, onRestore, onClose }: RemovedProps) {
  const { t } = useTranslation()
  return (
    <Drawer open size={440} title={t('scan.removed.title')} onClose={onClose}>
      {removed.length === 0 && <EmptyState title={t('scan.removed.empty')} />}
      <ul className="scan-removed">
        {removed.map((scan) => (
          <li key={scan.id}>
            <Thumbnail scan={scan} />
            <div>
              <strong>{paperName(t, scan.code)}</strong>
              <p>{t('scan.removed.by', { name: scan.removedBy.name, at: dateTimeText(scan.removedAt) })}</p>
              {scan.removalReason !== '' && <p>{t('scan.removed.reason', { reason: scan.removalReason })}</p>}
              {scan.replacedBy !== null && <p className="faint">{t('scan.removed.replaced')}</p>}
              <p className="faint">{t('scan.page.added', { name: scan.addedBy.name, at: dateTimeText(scan.addedAt) })}</p>
              {onRestore !== null && (
                <Button
                  size="small"
                  aria-label={t('scan.removed.restoreOf', { paper: paperName(t, scan.code), at: dateTimeText(scan.removedAt) })}
                  onClick={() => onRestore(scan.id)}
                >
                  {t('scan.removed.restore')}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Drawer>
  )
}
