import { Trans, useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import type { KubectlState } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { useTerminal } from '../state/index.ts'

/** Commands of the notes, to begin with. */
const TRIES = ['kubectl get pods --show-labels', "kubectl get pods -l '!env'", 'kubectl get pods -L creation_method,env'] as const

function KubectlNote({ kubectl }: { readonly kubectl: KubectlState }) {
  const { t } = useTranslation()
  switch (kubectl.state) {
    case 'ready': return null
    case 'fetching': return <output className="terminal-note">{t(`terminal.${kubectl.stage}`)}<span className="terminal-busy" aria-hidden="true" /></output>
    case 'missing': return <div className="terminal-note" role="alert">{t('terminal.missing')} {kubectl.why !== undefined && <code className="mono">{kubectl.why}</code>}</div>
    default: return assertNever(kubectl)
  }
}

/** Where kubectl leads, what to try, and what is wrong, if anything is. */
export function Greeting({ onTry }: { readonly onTry: (command: string) => void }) {
  const { t } = useTranslation()
  const kubectl = useTerminal((state) => state.kubectl)
  const serverFailure = useTerminal((state) => state.serverFailure)
  const running = useTerminal((state) => state.shell.state === 'running')
  return (
    <>
      <div className="terminal-greeting">
        <span><Trans i18nKey="terminal.context" components={{ code: <code className="mono" /> }} /></span>
        <span className="muted">{t('terminal.tries')}</span>
        {TRIES.map((command) => (
          <Button key={command} className="terminal-try mono ellipsis" isDisabled={!running} aria-label={t('terminal.type', { command })} onPress={() => onTry(command)}>{command}</Button>
        ))}
      </div>
      <KubectlNote kubectl={kubectl} />
      {serverFailure !== null && <div className="terminal-note" role="alert">{t('terminal.noServer')} <code className="mono">{serverFailure}</code></div>}
    </>
  )
}
