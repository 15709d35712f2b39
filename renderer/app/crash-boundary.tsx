import { Component, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from 'react-aria-components'
import './crash-boundary.css'

function CrashMessage({ error }: { readonly error: Error }) {
  const { t } = useTranslation()
  return (
    <div className="crash" role="alert">
      <h1>{t('app.crash.title')}</h1>
      <p>{t('app.crash.advice')}</p>
      <pre className="mono">{error.message}</pre>
      <Button className="button button-primary" onPress={() => window.location.reload()}>{t('app.crash.reload')}</Button>
    </div>
  )
}

/** Shows a plain message instead of an empty window when drawing failed. (React asks for a class here.) */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render() {
    return this.state.error === null ? this.props.children : <CrashMessage error={this.state.error} />
  }
}
