import { Plus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatRef } from '../../shared/model/index.ts'
import { labelObjects, refOf, useQuestion } from '../state/index.ts'
import { LabelChip } from './label-chip.tsx'
import { LabelForm } from './label-form.tsx'

interface Props {
  readonly object: ObjectSummary
  readonly shape: 'chips' | 'rows'
}

/** The labels of an object: added, changed and removed in place. Those that the selector names come first. */
export function LabelEditor({ object, shape }: Props) {
  const { t } = useTranslation()
  const named = useQuestion((state) => (state.asked && state.selector.selects === 'matching' ? state.selector.requirements : null))
  const [editing, setEditing] = useState<{ readonly key: string | null } | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const host = useRef<HTMLElement>(null)
  const keys = new Set(named?.map(({ key }) => key))
  const labels = Object.entries(object.labels)
  const ordered = [...labels.filter(([key]) => keys.has(key)), ...labels.filter(([key]) => !keys.has(key))]

  const close = () => {
    const key = editing?.key
    setEditing(null)
    const place = key === null || key === undefined ? '.label-add' : `[data-label="${CSS.escape(key)}"]`
    requestAnimationFrame(() => host.current?.querySelector<HTMLElement>(place)?.focus())
  }
  const remove = async (key: string) => {
    const answer = await labelObjects([refOf(object)], { remove: [key] })
    setRefusal(answer.accepted ? null : answer.message)
    if (answer.accepted) requestAnimationFrame(() => host.current?.querySelector<HTMLElement>('.label-add')?.focus())
  }
  const edited = editing?.key ?? null
  return (
    <section className="labels" aria-label={t('inspector.labels.title')} ref={host}>
      <ul className={`label-list label-list-${shape}`} aria-label={t('inspector.labels.list', { object: formatRef(object) })}>
        {ordered.map(([key, value]) => (
          <LabelChip
            key={key} object={object} name={key} value={value} named={keys.has(key)} edited={edited === key}
            onEdit={() => setEditing({ key })} onRemove={() => void remove(key)}
          />
        ))}
        {labels.length === 0 && <li className="muted">{t('inspector.labels.empty')}</li>}
        <li>
          <Button className="label-add" onPress={() => setEditing({ key: null })}>
            <Plus size={13} aria-hidden="true" />
            {t('inspector.labels.add')}
          </Button>
        </li>
      </ul>
      {refusal !== null && <p className="mono refusal" role="alert"><bdi>{refusal}</bdi></p>}
      {editing !== null && (
        <LabelForm
          key={edited ?? ''} objects={[object]} onDone={close}
          {...(edited === null ? {} : { label: { key: edited, value: object.labels[edited] ?? '' } })}
        />
      )}
    </section>
  )
}
