import { X } from 'lucide-react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ImportReport } from '../../shared/ipc/contract.ts'
import { shortcutText } from '../keys/index.ts'
import { closeImport, undo } from '../state/index.ts'
import { countOutcomes, isMendable, OUTCOMES } from './outcomes.ts'

interface Props {
  readonly report: ImportReport | null
  readonly namespace: string | undefined
  readonly failure: string | null
  readonly busy: boolean
  /** Whether a refused document is in the editor. */
  readonly mending: boolean
  readonly edited: boolean
  readonly onRetry: (leaveOutRefused: boolean) => void
}

/** What became of the import in one line, and what can be done now. */
export function SheetHeader({ report, namespace, failure, busy, mending, edited, onRetry }: Props) {
  const { t } = useTranslation()
  const total = report?.documents.length ?? 0
  const counts = countOutcomes(report?.documents ?? [])
  const others = total - counts.refused
  const held = report !== null && !report.applied && total > 0
  const undoable = report?.undo
  const takeBack = async () => {
    const answer = await undo(undoable)
    if (answer.accepted) closeImport()
  }
  const say = (): string => {
    if (failure !== null) return t('import.failed')
    if (report === null) return t('import.title')
    if (total === 0) return t('import.none')
    if (held) return total === 1 ? t('import.only') : t('import.nothing', { count: counts.refused, total })
    return OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => t(`import.count.${outcome}`, { count: counts[outcome] })).join(', ')
  }
  return (
    <header className="import-header">
      <h2 className="import-summary"><output>{say()}</output></h2>
      {namespace !== undefined && <span className="muted">{t('import.into', { namespace })}</span>}
      <div className="import-actions">
        {held && others > 0 && (
          <Button className="button" isDisabled={busy} onPress={() => onRetry(true)}>{t('import.leaveOut', { count: others })}</Button>
        )}
        {(mending || (held && report.documents.some(isMendable))) && (
          <Button className={edited ? 'button button-primary' : 'button'} isDisabled={busy} onPress={() => onRetry(false)} aria-keyshortcuts="Control+Enter">
            {t('import.retry')}
            {edited && <kbd>{shortcutText('Enter')}</kbd>}
          </Button>
        )}
        {undoable !== undefined && <Button className="button" onPress={() => void takeBack()}>{t('import.undo')}</Button>}
        {held && <Button className="button" onPress={closeImport}>{t('import.cancel')}</Button>}
        {!held && (report !== null || failure !== null) && (
          <Button className="icon-button" aria-label={t('import.close')} onPress={closeImport}><X size={16} aria-hidden="true" /></Button>
        )}
      </div>
    </header>
  )
}
