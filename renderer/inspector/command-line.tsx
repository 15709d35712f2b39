import { useTranslation } from 'react-i18next'
import { CopyButton } from './copy-button.tsx'

/** More than this of a command is not shown; it is copied whole. */
const SHOWN = 600

/** The kubectl command that does the same, to be copied. */
export function CommandLine({ command }: { readonly command: string }) {
  const { t } = useTranslation()
  return (
    <div className="command">
      <code className="mono" aria-label={t('inspector.labels.command')} title={t('inspector.labels.command')}>
        {command.length > SHOWN ? `${command.slice(0, SHOWN)}…` : command}
      </code>
      <CopyButton text={command} label={t('inspector.labels.copyCommand')} />
    </div>
  )
}
