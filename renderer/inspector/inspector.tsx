import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatRef } from '../../shared/model/index.ts'
import { useCluster, useLateSelection } from '../state/index.ts'
import { ManySelected } from './many-selected.tsx'
import { ObjectView } from './object-view.tsx'
import type { ObjectTab } from './object-tab.ts'
import './inspector.css'
import './labels.css'

/** Shows the focused object, or what can be done with several. */
export function Inspector() {
  const { t } = useTranslation()
  const { focused, selected } = useLateSelection()
  const several = selected.size > 1
  const object = useCluster((state) => (focused === null ? undefined : state.replica.get(focused)))
  const [last, setLast] = useState(object)
  const [tab, setTab] = useState<ObjectTab>('summary')
  if (object !== undefined && object !== last) setLast(object)
  const gone = focused !== null && object === undefined && last?.uid === focused ? last : undefined
  return (
    <section className="inspector" aria-label={t('inspector.region')}>
      {several ? <ManySelected selected={selected} /> : object !== undefined ? <ObjectView key={object.uid} object={object} tab={tab} onTab={setTab} /> : (
        <div className="inspector-nothing">
          <p>{gone === undefined ? t('inspector.nothing') : t('inspector.gone', { object: formatRef(gone) })}</p>
          <p className="muted">{t('inspector.nothingHelp')}</p>
        </div>
      )}
    </section>
  )
}
