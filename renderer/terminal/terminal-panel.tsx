import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import { useTerminal, wantTerminal } from '../state/index.ts'
import { Greeting } from './greeting.tsx'
import type { Screen } from './screen.ts'
import './terminal.css'

// xterm is loaded for those who open the panel.
const ScreenView = lazy(async () => ({ default: (await import('./screen-view.tsx')).ScreenView }))

/** What stands in the way of the shell, with the button that helps. */
function ShellNote({ screen }: { readonly screen: Screen | null }) {
  const { t } = useTranslation()
  const shell = useTerminal((state) => state.shell)
  const wanted = useTerminal((state) => state.wanted)
  const restart = <Button className="button" onPress={() => { screen?.start(); screen?.focus() }}>{t('terminal.restart')}</Button>
  if (shell.state === 'ended') return <output className="terminal-note">{t('terminal.ended', { code: shell.code })} {restart}</output>
  if (shell.state === 'failed') return <div className="terminal-note" role="alert">{t('terminal.failed')} <code className="mono">{shell.message}</code> {restart}</div>
  if (shell.state !== 'off' || wanted) return null
  return <div className="terminal-note">{t('terminal.off')} <Button className="button button-primary" onPress={wantTerminal}>{t('terminal.start')}</Button></div>
}

/** The person's own shell with kubectl, led to the simulated cluster. */
export function TerminalPanel() {
  const { t } = useTranslation()
  const [screen, setScreen] = useState<Screen | null>(null)
  return (
    <section className="terminal" aria-label={t('terminal.title')}>
      <Greeting onTry={(command) => screen?.paste(command)} />
      <Suspense fallback={<p className="terminal-note muted">{t('terminal.loading')}</p>}><ScreenView onReady={setScreen} /></Suspense>
      <ShellNote screen={screen} />
    </section>
  )
}
