import { PanelBottom, PanelLeft, PanelRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, ListBox, ListBoxItem, Popover, ProgressBar, Select, SelectValue, ToggleButton, type Key } from 'react-aria-components'
import { LANGUAGES, THEMES, type Language, type Theme } from '../../shared/ipc/contract.ts'
import { changeLanguage, LANGUAGE_NAMES } from '../i18n/index.ts'
import { cancelImport, saveSettings, useCalmCluster, useCluster, useImport, useSettings } from '../state/index.ts'
import { ClusterClock } from './cluster-clock.tsx'
import { useClusterCounts } from './cluster-counts.ts'
import './status-bar.css'

interface ChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly choices: readonly { readonly value: Value; readonly text: string }[]
  readonly onChoose: (value: Value) => void
}

function StatusChoice<Value extends string>({ label, value, choices, onChoose }: ChoiceProps<Value>) {
  const choose = (key: Key | null) => {
    const choice = choices.find((one) => one.value === key)
    if (choice !== undefined) onChoose(choice.value)
  }
  return (
    <Select aria-label={label} value={value} onChange={choose}>
      <Button className="status-button"><SelectValue /></Button>
      <Popover className="floating" placement="top end">
        <ListBox className="floating-list">
          {choices.map((choice) => <ListBoxItem key={choice.value} id={choice.value} textValue={choice.text} className="floating-item">{choice.text}</ListBoxItem>)}
        </ListBox>
      </Popover>
    </Select>
  )
}

function ImportProgressBar() {
  const { t } = useTranslation()
  const progress = useImport((state) => state.progress)
  if (progress === null) return null
  const label = t(progress.stage === 'reading' ? 'app.status.reading' : 'app.status.applying')
  return (
    <span className="status-progress">
      <ProgressBar aria-label={label} value={progress.done} maxValue={Math.max(progress.total, 1)} valueLabel={`${progress.done} / ${progress.total}`}>
        {({ percentage, valueText }) => (
          <>
            <span>{label} {valueText}</span>
            <span className="status-track"><span style={{ width: `${percentage ?? 0}%` }} /></span>
          </>
        )}
      </ProgressBar>
      <Button className="status-button" onPress={cancelImport}>{t('app.cancel')}</Button>
    </span>
  )
}

function OpeningNote() {
  const { t } = useTranslation()
  const opening = useCluster((state) => state.opening)
  return opening && <span className="status-opening" title={t('app.status.openingHelp')}>{t('app.status.opening')}</span>
}

function ClusterFacts() {
  const { t } = useTranslation()
  const known = useCluster((state) => state.known)
  const { pods, nodes, namespaces } = useClusterCounts()
  const revision = useCalmCluster((state) => state.replica.revision)
  // Before anything is known, nothing is counted.
  if (!known) return null
  const facts = [t('app.status.pods', { count: pods }), t('app.status.nodes', { count: nodes }), t('app.status.namespaces', { count: namespaces })].join(', ')
  return (
    <>
      <span className="status-facts" title={facts}>{facts}</span>
      <span title={t('app.status.revisionHelp')}>{t('app.status.revision', { revision })}</span>
    </>
  )
}

export interface StatusBarProps {
  readonly outlineOpen: boolean
  readonly inspectorOpen: boolean
  readonly bottomOpen: boolean
  readonly onFidelity: () => void
  readonly onFold: (panel: 'outline' | 'inspector' | 'bottom', open: boolean) => void
}

/** The line at the bottom: what kind of cluster this is, its clock, counts and revision; folds, language and theme. */
export function StatusBar({ outlineOpen, inspectorOpen, bottomOpen, onFidelity, onFold }: StatusBarProps) {
  const { t } = useTranslation()
  const { kubernetesVersion, demo, language, theme } = useSettings()
  const themes = THEMES.map((value) => ({ value, text: t(`app.status.themes.${value}`) }))
  const languages = LANGUAGES.map((value) => ({ value, text: LANGUAGE_NAMES[value] }))
  return (
    <footer className="status-bar" aria-label={t('app.status.label')}>
      <ToggleButton
        className="status-button" isSelected={outlineOpen} onChange={(open) => onFold('outline', open)}
        aria-label={t(outlineOpen ? 'app.panels.hideOutline' : 'app.panels.showOutline')}
      >
        <PanelLeft size={14} aria-hidden />
      </ToggleButton>
      <Button className="status-button status-simulated" aria-label={t('app.status.fidelity', { version: kubernetesVersion })} onPress={onFidelity}>
        <span className="status-dot" aria-hidden="true" />
        <span title={t('app.status.simulatedHelp')}><strong>{t('app.status.simulated')}</strong> {kubernetesVersion}</span>
      </Button>
      {demo !== null && (
        <span className="status-demo" title={t(demo.live ? 'app.status.demoHelp' : 'app.status.demoStillHelp')}>
          {t(demo.live ? 'app.status.demo' : 'app.status.demoStill', { count: demo.pods })}
        </span>
      )}
      <OpeningNote />
      <ClusterClock />
      <ClusterFacts />
      <span className="status-space" />
      <ImportProgressBar />
      <StatusChoice<Language>
        label={t('app.status.language')} value={language} choices={languages}
        onChoose={(code) => { saveSettings({ language: code }); void changeLanguage(code) }}
      />
      <StatusChoice<Theme> label={t('app.status.theme')} value={theme} choices={themes} onChoose={(chosen) => saveSettings({ theme: chosen })} />
      <ToggleButton
        className="status-button" isSelected={bottomOpen} onChange={(open) => onFold('bottom', open)}
        aria-label={t(bottomOpen ? 'app.panels.hideBottom' : 'app.panels.showBottom')}
      >
        <PanelBottom size={14} aria-hidden />
      </ToggleButton>
      <ToggleButton
        className="status-button" isSelected={inspectorOpen} onChange={(open) => onFold('inspector', open)}
        aria-label={t(inspectorOpen ? 'app.panels.hideInspector' : 'app.panels.showInspector')}
      >
        <PanelRight size={14} aria-hidden />
      </ToggleButton>
    </footer>
  )
}
