import { Button, Label, ProgressBar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ImportProgress } from '../../shared/ipc/contract.ts'
import { cancelImport } from '../state/index.ts'

/** How far a running import is, and the way to stop it. */
export function SheetProgress({ progress }: { readonly progress: ImportProgress | null }) {
  const { t } = useTranslation()
  const known = progress !== null && progress.total > 0
  const label = known ? t(`import.${progress.stage}`, { done: progress.done, total: progress.total }) : t('import.working')
  return (
    <div className="import-progress">
      <ProgressBar value={progress?.done ?? 0} maxValue={Math.max(progress?.total ?? 0, 1)} isIndeterminate={!known} className="progress">
        {({ percentage }) => (
          <>
            <Label>{label}</Label>
            <div className="progress-track"><div className={known ? 'progress-done' : 'progress-done progress-unknown'} style={{ width: `${percentage ?? 30}%` }} /></div>
          </>
        )}
      </ProgressBar>
      <Button className="button" onPress={cancelImport} isDisabled={progress === null}>{t('import.cancel')}</Button>
    </div>
  )
}
