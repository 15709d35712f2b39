import { ChevronDown } from 'lucide-react'
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { ActivityStrip } from '../activity/index.ts'
import { TerminalPanel } from '../terminal/index.ts'
import type { BottomTab } from './panel-layout.ts'
import './bottom-panel.css'

export interface BottomPanelProps {
  readonly tab: BottomTab
  readonly onTab: (tab: BottomTab) => void
  readonly onClose: () => void
}

/** Terminal and activity, one at a time. */
export function BottomPanel({ tab, onTab, onClose }: BottomPanelProps) {
  const { t } = useTranslation()
  return (
    <div className="panel panel-side" data-panel="bottom" tabIndex={-1}>
      <Tabs className="bottom-tabs" selectedKey={tab} onSelectionChange={(key) => onTab(key === 'activity' ? 'activity' : 'terminal')}>
        <div className="bottom-head">
          <TabList className="bottom-tab-list" aria-label={t('app.panels.bottom')}>
            <Tab id="terminal" className="bottom-tab">{t('terminal.title')}</Tab>
            <Tab id="activity" className="bottom-tab">{t('activity.title')}</Tab>
          </TabList>
          <Button className="icon-button" aria-label={t('app.panels.hideBottom')} onPress={onClose}><ChevronDown size={14} aria-hidden /></Button>
        </div>
        <TabPanel id="terminal" className="bottom-content"><TerminalPanel /></TabPanel>
        <TabPanel id="activity" className="bottom-content"><ActivityStrip /></TabPanel>
      </Tabs>
    </div>
  )
}
