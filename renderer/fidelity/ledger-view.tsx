import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { Language } from '../../shared/ipc/contract.ts'
import { ledger } from './ledger.ts'

/** The text of a rule as people look it up: a page of Kubernetes' documentation, or a file of its source. */
function RuleText({ rule }: { readonly rule: string }) {
  const [, page] = /^docs: (.*)$/.exec(rule) ?? []
  return <span className="mono muted fidelity-rule">{page === undefined ? rule.replace(/^source: /, '') : `kubernetes.io/docs/${page}`}</span>
}

function Deviations({ language }: { readonly language: Language }) {
  return (
    <ul className="fidelity-list">
      {ledger.deviations.map((one) => (
        <li key={one.en}>{one.kinds.length > 0 && <strong>{one.kinds.join(', ')}: </strong>}{one[language]}</li>
      ))}
    </ul>
  )
}

function Behaviours({ language }: { readonly language: Language }) {
  const { t } = useTranslation()
  return ledger.transcripts.map(({ file, title, behaviours, passed }) => (
    <section key={file}>
      <h3>{title[language]}</h3>
      <p className="muted">
        <span className="mono">{file}</span>{', '}
        {passed.length === 0 ? t('fidelity.notRun') : t('fidelity.passed', { versions: passed.join(', ') })}
      </p>
      <ul className="fidelity-list">
        {behaviours.map((one) => (
          <li key={one.en}>{one[language]} <span className="muted">{t('fidelity.commands', { count: one.commands })}</span><br /><RuleText rule={one.rule} /></li>
        ))}
      </ul>
    </section>
  ))
}

function Kinds() {
  const { t } = useTranslation()
  return (
    <table className="fidelity-kinds">
      <thead><tr><th scope="col">{t('fidelity.kind')}</th><th scope="col">{t('fidelity.apiVersion')}</th><th scope="col">{t('fidelity.scope')}</th></tr></thead>
      <tbody>
        {ledger.kinds.map((one) => (
          <tr key={one.resource}>
            <th scope="row">{one.kind}</th>
            <td className="mono">{one.apiVersion}</td>
            <td>{t(one.namespaced ? 'fidelity.namespaced' : 'fidelity.clusterScoped')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** The ledger in three parts. Each part scrolls by itself. */
export function LedgerView() {
  const { t, i18n } = useTranslation()
  const language: Language = i18n.language === 'ko' ? 'ko' : 'en'
  const commands = ledger.transcripts.flatMap((one) => one.behaviours).reduce((sum, one) => sum + one.commands, 0)
  return (
    <Tabs className="fidelity-content">
      <p className="muted">{t('fidelity.about', { version: ledger.kubernetes, count: commands })}</p>
      <TabList className="fidelity-tabs" aria-label={t('fidelity.title')}>
        <Tab id="deviations" className="bottom-tab">{t('fidelity.deviations')}</Tab>
        <Tab id="behaviours" className="bottom-tab">{t('fidelity.behaviours')}</Tab>
        <Tab id="kinds" className="bottom-tab">{t('fidelity.kinds')}</Tab>
      </TabList>
      <TabPanel id="deviations" className="fidelity-panel"><Deviations language={language} /></TabPanel>
      <TabPanel id="behaviours" className="fidelity-panel"><Behaviours language={language} /></TabPanel>
      <TabPanel id="kinds" className="fidelity-panel"><Kinds /></TabPanel>
    </Tabs>
  )
}
