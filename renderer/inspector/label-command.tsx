import { useTranslation } from 'react-i18next'
import { kubectlCommand } from '../../shared/gesture/index.ts'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { refOf } from '../state/index.ts'
import { CopyButton } from './copy-button.tsx'
import type { LabelChange } from './label-change.ts'

/** More than so many characters of a command are not shown; it is copied whole. */
const SHOWN = 600
/** Of a command for more objects than this only that for the first is made until it is copied. */
const MADE = 60

/** The kubectl command that labels some objects, to be copied. */
export function LabelCommand({ objects, change, overwrite }: { readonly objects: readonly ObjectSummary[]; readonly change: LabelChange; readonly overwrite: boolean }) {
  const { t } = useTranslation()
  const commandFor = (some: readonly ObjectSummary[]) => kubectlCommand({ do: 'label', refs: some.map(refOf), ...change, overwrite })
  const command = commandFor(objects.slice(0, MADE))
  return (
    <div className="command">
      <code className="mono" aria-label={t('inspector.labels.command')} title={t('inspector.labels.command')}>
        {command.length > SHOWN || objects.length > MADE ? `${command.slice(0, SHOWN)}…` : command}
      </code>
      <CopyButton text={() => commandFor(objects)} label={t('inspector.labels.copyCommand')} />
    </div>
  )
}
