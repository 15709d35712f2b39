import { Tag, Trash2 } from 'lucide-react'
import { memo, useMemo, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { hasBit } from '../../shared/selector/index.ts'
import { LongName, PodGlyph } from '../look/index.ts'
import { askDelete, refOf, select, useCalmCluster, useCluster, useLateChosen, useQuestion, type Matches, type Replica } from '../state/index.ts'
import { LabelForm } from './label-form.tsx'

/** So many of the selected objects are listed by name. */
const LISTED = 100

/** The selected objects that are there, in the order in which they were selected; up to so many. */
function listChosen({ get }: Replica, selected: ReadonlySet<string>, most: number): readonly ObjectSummary[] {
  const found: ObjectSummary[] = []
  for (const uid of selected) {
    const object = get(uid)
    if (object !== undefined) found.push(object)
    if (found.length === most) break
  }
  return found
}

function countMatching(chosen: Uint8Array | null, { words }: Matches): number {
  let count = 0
  if (chosen !== null) for (let slot = 0; slot < chosen.length; slot++) if (chosen[slot] === 1 && hasBit(words, slot)) count++
  return count
}

/** The first of the selected objects by name. */
function ChosenList({ selected, count }: { readonly selected: ReadonlySet<string>; readonly count: number }) {
  const { t } = useTranslation()
  const { replica } = useCalmCluster((state) => state)
  return (
    <>
      <ul className="many-list" aria-label={t('inspector.many.list')}>
        {listChosen(replica, selected, LISTED).map((object) => <ChosenRow key={object.uid} object={object} />)}
      </ul>
      {count > LISTED && <p className="muted">{t('inspector.many.more', { count: count - LISTED })}</p>}
    </>
  )
}

/** Made of the page's own elements: hundreds are drawn in the frame in which they are selected. */
const ChosenRow = memo(function ChosenRow({ object }: { readonly object: ObjectSummary }) {
  return (
    <li>
      <button type="button" className="many-row" onClick={() => select(object.uid)}>
        {object.pod !== undefined && <PodGlyph pod={object.pod} />}
        <span className="many-name" title={formatRef(object)}><LongName className="mono" name={formatRef(object)} /></span>
        <bdi className="muted ellipsis many-namespace">{object.namespace}</bdi>
      </button>
    </li>
  )
})

/** What can be done with all that is selected. */
export function ManySelected({ selected }: { readonly selected: ReadonlySet<string> }) {
  const { t } = useTranslation()
  const replica = useCluster((state) => state.replica)
  const chosen = useLateChosen()
  const matches = useQuestion((state) => (state.asked ? state.matches : null))
  const [labelling, setLabelling] = useState(false)
  const count = chosen.pods + chosen.others
  const all = () => listChosen(replica, selected, Infinity)
  // oxlint-disable-next-line react/exhaustive-deps -- the replica is one object for ever; what of the selection is there says when it is another
  const labelled = useMemo(() => (labelling ? all() : []), [labelling, selected, chosen])
  return (
    <>
      <header className="inspector-header">
        <h2>{t('inspector.many.selected', { count })}</h2>
      </header>
      <div className="inspector-panel">
        {matches !== null && chosen.pods > 0 && <p>{t('inspector.many.matching', { matched: countMatching(chosen.bySlot, matches), total: chosen.pods })}</p>}
        <div className="many-actions">
          <Button className="button" onPress={() => setLabelling(true)} isDisabled={labelling || count === 0}>
            <Tag size={14} aria-hidden="true" />
            {t('inspector.many.label')}
          </Button>
          <Button className="button" onPress={() => askDelete(all().map(refOf))} isDisabled={count === 0}>
            <Trash2 size={14} aria-hidden="true" />
            {t('inspector.many.delete')}
          </Button>
        </div>
        {labelling && <LabelForm objects={labelled} onDone={() => setLabelling(false)} />}
        <ChosenList selected={selected} count={count} />
      </div>
    </>
  )
}
