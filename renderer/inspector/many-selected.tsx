import { Tag, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { matches } from '../../shared/selector/index.ts'
import { StateGlyph } from '../look/index.ts'
import { askDelete, refOf, select, useCluster, useQuestion, useSelection } from '../state/index.ts'
import { LabelForm } from './label-form.tsx'

/** So many of the selected objects are listed by name. */
const LISTED = 200

/** What can be done with all that is selected. */
export function ManySelected() {
  const { t } = useTranslation()
  const selected = useSelection((state) => state.selected)
  const { replica } = useCluster()
  const { asked, selector } = useQuestion()
  const [labelling, setLabelling] = useState(false)
  const objects = [...selected].map((uid) => replica.get(uid)).filter((object): object is ObjectSummary => object !== undefined)
  const pods = objects.filter(({ kind }) => kind === 'Pod')
  return (
    <>
      <header className="inspector-header">
        <h2>{t('inspector.many.selected', { count: objects.length })}</h2>
      </header>
      <div className="inspector-panel">
        {asked && pods.length > 0 && (
          <p>{t('inspector.many.matching', { matched: pods.filter(({ labels }) => matches(selector, labels)).length, total: pods.length })}</p>
        )}
        <div className="many-actions">
          <Button className="button" onPress={() => setLabelling(true)} isDisabled={labelling || objects.length === 0}>
            <Tag size={14} aria-hidden="true" />
            {t('inspector.many.label')}
          </Button>
          <Button className="button" onPress={() => askDelete(objects.map(refOf))} isDisabled={objects.length === 0}>
            <Trash2 size={14} aria-hidden="true" />
            {t('inspector.many.delete')}
          </Button>
        </div>
        {labelling && <LabelForm objects={objects} onDone={() => setLabelling(false)} />}
        <ul className="many-list" aria-label={t('inspector.many.list')}>
          {objects.slice(0, LISTED).map((object) => (
            <li key={object.uid}>
              <Button className="many-row" onPress={() => select(object.uid)}>
                {object.pod !== undefined && <StateGlyph state={object.pod.state} ready={object.pod.readyContainers === object.pod.containers.length} />}
                <bdi className="mono ellipsis" title={formatRef(object)}>{formatRef(object)}</bdi>
                <bdi className="muted ellipsis many-namespace">{object.namespace}</bdi>
              </Button>
            </li>
          ))}
        </ul>
        {objects.length > LISTED && <p className="muted">{t('inspector.many.more', { count: objects.length - LISTED })}</p>}
      </div>
    </>
  )
}
