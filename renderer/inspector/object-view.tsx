import { Trash2 } from 'lucide-react'
import { Button, Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectDetail, ObjectSummary } from '../../shared/ipc/contract.ts'
import { assertNever } from '../../shared/lang/assert-never.ts'
import { formatRef } from '../../shared/model/index.ts'
import { PodGlyph } from '../look/index.ts'
import { askDelete, refOf, useQuestion } from '../state/index.ts'
import { Annotations } from './annotations.tsx'
import { ContainerHost } from './container-host.tsx'
import { EventList } from './event-list.tsx'
import { LabelEditor } from './label-editor.tsx'
import { LogView } from './log-view.tsx'
import { tabsOf, type ObjectTab } from './object-tab.ts'
import { NamespaceActions } from './namespace-actions.tsx'
import { SelectedByList } from './selected-by-list.tsx'
import { SummaryFields } from './summary-fields.tsx'
import { useDetail } from './use-detail.ts'
import { Why } from './why.tsx'
import { YamlView } from './yaml-view.tsx'

interface Props {
  readonly object: ObjectSummary
  readonly tab: ObjectTab
  readonly onTab: (tab: ObjectTab) => void
}

/** Tabs whose content fills them and scrolls by itself. */
const FILLED: ReadonlySet<ObjectTab> = new Set(['yaml', 'logs'])

export function ObjectView({ object, tab, onTab }: Props) {
  const { t } = useTranslation()
  const detail = useDetail(object)
  const asked = useQuestion((state) => state.asked)
  const tabs = tabsOf(object)
  const { kind, name, pod } = object
  return (
    <>
      <header className="inspector-header">
        {pod !== undefined && <PodGlyph pod={pod} />}
        <h2 className="mono" title={formatRef(object)}>
          <span className="muted">{kind.toLowerCase()}/</span>
          <bdi>{name}</bdi>
        </h2>
        {kind !== 'Namespace' && (
          <Button className="icon-button" aria-label={t('inspector.delete')} onPress={() => askDelete([refOf(object)])}>
            <Trash2 size={15} aria-hidden="true" />
          </Button>
        )}
      </header>
      {pod !== undefined && asked && <Why object={object} />}
      <Tabs className="inspector-tabs" selectedKey={tabs.includes(tab) ? tab : 'summary'} onSelectionChange={(key) => onTab(tabs.find((each) => each === key) ?? 'summary')}>
        <TabList aria-label={t('inspector.tabs.label')} className="inspector-tab-list">
          {tabs.map((each) => <Tab key={each} id={each} className="inspector-tab">{t(`inspector.tabs.${each}`)}</Tab>)}
        </TabList>
        {tabs.map((each) => (
          <TabPanel key={each} id={each} className={FILLED.has(each) ? 'inspector-panel inspector-panel-filled' : 'inspector-panel'}>
            <Content tab={each} object={object} detail={detail} />
          </TabPanel>
        ))}
      </Tabs>
    </>
  )
}

function Content({ tab, object, detail }: { readonly tab: ObjectTab; readonly object: ObjectSummary; readonly detail: ObjectDetail | null | undefined }) {
  switch (tab) {
    case 'summary':
      return (
        <>
          <LabelEditor object={object} shape="chips" />
          <SummaryFields object={object} />
          {object.pod !== undefined && <SelectedByList pod={object} />}
          {object.kind === 'Namespace' && <NamespaceActions namespace={object} />}
        </>
      )
    case 'labels':
      return (
        <>
          <LabelEditor object={object} shape="rows" />
          <Annotations detail={detail} />
        </>
      )
    case 'containers':
      return object.pod === undefined ? null : <ContainerHost pod={object.pod} />
    case 'logs':
      return object.pod === undefined ? null : <LogView object={object} pod={object.pod} />
    case 'yaml':
      return <YamlView object={object} detail={detail} />
    case 'events':
      return <EventList object={object} detail={detail} />
    default:
      return assertNever(tab)
  }
}
