// The dialogs of the scan screen: whichever is open, over the pages it is about.
import type { Output } from '#shared/contract/index.ts'
import type { RecordDetailView } from '#shared/contract/record.ts'
import type { Id } from '#shared/domain/id.ts'
import { CameraDialog } from './CameraDialog.tsx'
import { CopyDialog, type CopyChoice } from './CopyDialog.tsx'
import { MoveDialog } from './MoveDialog.tsx'
import { Removed } from './Removed.tsx'
import { RemoveDialog } from './RemoveDialog.tsx'

export type Doing = 'camera' | 'remove' | 'move' | 'copy' | 'removed'

type ScanDialogsProps = {
  doing: Doing | null
  record: RecordDetailView
  /** The paper on screen, by its code; null: all of them. */
  paper: string | null
  name: string
  /** The pages it is about. */
  targetIds: readonly Id<'scan'>[]
  choices: readonly CopyChoice[]
  removed: Output<'scan.list'>['removed']
  onClose: () => void
  /** Something was changed. */
  onDone: () => void
  onTaken: (picture: Blob, number: number) => void
  /** Null for whoever may only look. */
  onRestore: ((id: Id<'scan'>) => void) | null
}

export function ScanDialogs(props: ScanDialogsProps) {
  const { doing, record, paper, name, targetIds, choices, removed, onClose, onDone, onTaken, onRestore } = props
  switch (doing) {
    case null:
      return null
    case 'camera':
      return <CameraDialog paper={name} onClose={onClose} onTaken={onTaken} />
    case 'remove':
      return <RemoveDialog scanIds={targetIds} onClose={onClose} onRemoved={onDone} />
    case 'move':
      return <MoveDialog record={record} scanIds={targetIds} from={paper} onClose={onClose} onMoved={onDone} />
    case 'copy':
      return <CopyDialog recordId={record.id} choices={choices} onClose={onClose} />
    case 'removed':
      return <Removed removed={removed} onRestore={onRestore} onClose={onClose} />
  }
}
