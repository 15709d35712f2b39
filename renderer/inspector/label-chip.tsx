import { ListFilter, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { kubectlCommand } from '../../shared/gesture/index.ts'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { askText, refOf, useQuestion } from '../state/index.ts'
import { ConsequenceText } from './consequence-text.tsx'

interface Props {
  readonly object: ObjectSummary
  readonly name: string
  readonly value: string
  /** Whether the selector names the key. */
  readonly named: boolean
  readonly edited: boolean
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** One label, with what can be done with it. */
export function LabelChip({ object, name, value, named, edited, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const { text, error } = useQuestion()
  const label = `${name}=${value}`
  const ask = () => askText(text.trim() === '' ? label : `${text},${label}`)
  const removal = { set: {}, remove: [name] }
  return (
    <li className={`label-chip${named ? ' label-named' : ''}${edited ? ' label-edited' : ''}`}>
      <Button className="label-text mono" data-label={name} aria-label={t('inspector.labels.edit', { label })} onPress={onEdit}>
        <span className="label-clip" title={label}>
          <bdi className="label-key">{name}</bdi>
          <span className="muted">=</span>
          <bdi className="label-value">{value}</bdi>
        </span>
      </Button>
      <Action label={t('inspector.labels.ask', { term: label })} disabled={error !== null} onPress={ask} icon={<ListFilter size={13} aria-hidden="true" />}>
        {t('inspector.labels.ask', { term: label })}
      </Action>
      <Action label={t('inspector.labels.remove', { key: name })} onPress={onRemove} icon={<X size={13} aria-hidden="true" />}>
        <code>{kubectlCommand({ do: 'label', refs: [refOf(object)], ...removal, overwrite: false })}</code>
        <ConsequenceText objects={[object]} change={removal} />
      </Action>
    </li>
  )
}

interface ActionProps {
  readonly label: string
  readonly icon: ReactNode
  readonly disabled?: boolean
  readonly onPress: () => void
  /** What the tooltip says. */
  readonly children: ReactNode
}

function Action({ label, icon, disabled = false, onPress, children }: ActionProps) {
  return (
    <TooltipTrigger delay={400}>
      <Button className="label-action" aria-label={label} isDisabled={disabled} onPress={onPress}>{icon}</Button>
      <Tooltip className="floating label-tooltip" offset={4}>{children}</Tooltip>
    </TooltipTrigger>
  )
}
