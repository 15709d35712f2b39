import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react'
import { Button, FieldError, Input, Label, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { labelObjects, refOf } from '../state/index.ts'
import { LabelCommand } from './label-command.tsx'
import { ConsequenceText } from './consequence-text.tsx'
import { planLabel } from './label-change.ts'

interface Props {
  readonly objects: readonly ObjectSummary[]
  /** The label to change; a new one is added without it. */
  readonly label?: { readonly key: string; readonly value: string }
  readonly onDone: () => void
}

/** Sets one label on objects, as `kubectl label` does: what is there already is refused until it is said to be overwritten. */
export function LabelForm({ objects, label, onDone }: Props) {
  const { t } = useTranslation()
  const [key, setKey] = useState(label?.key ?? '')
  const [value, setValue] = useState(label?.value ?? '')
  const [answer, setAnswer] = useState<string | null>(null)
  const overwriteButton = useRef<HTMLButtonElement>(null)
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    first.current?.focus()
    first.current?.form?.scrollIntoView({ block: 'nearest' })
  }, [])
  const plan = planLabel(objects, key, value)
  const { change, keyProblems, valueProblems, same, refusal } = plan
  const valid = keyProblems.length === 0 && valueProblems.length === 0
  const commit = async (overwrite: boolean) => {
    const report = await labelObjects(objects.map(refOf), { set: change.set, overwrite })
    if (report.accepted) onDone()
    else setAnswer(report.message)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!valid) return
    if (same) onDone()
    else void commit(false)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onDone()
    else if (event.key === 'Enter' && refusal !== undefined && valid) {
      // Enter leads to what has to be said first, and must not say it.
      event.preventDefault()
      overwriteButton.current?.focus()
    }
  }
  const title = label !== undefined
    ? t('inspector.labels.editTitle', { key: label.key })
    : objects.length === 1 ? t('inspector.labels.addTitle') : t('inspector.labels.addTitleMany', { count: objects.length })
  const problems = { key: key === '' ? [] : keyProblems, value: valueProblems }
  return (
    <form className="label-form" aria-label={title} noValidate onSubmit={submit}>
      <div className="label-form-fields">
        <TextField
          className="label-field" value={key} onChange={setKey} isReadOnly={label !== undefined} onKeyDown={press}
          validationBehavior="aria" isInvalid={problems.key.length > 0}
        >
          <Label>{t('inspector.labels.key')}</Label>
          <Input ref={label === undefined ? first : null} className="label-input mono" spellCheck={false} autoComplete="off" />
          <FieldError className="problem mono">{problems.key.join('\n')}</FieldError>
        </TextField>
        <TextField
          className="label-field" value={value} onChange={setValue} onKeyDown={press}
          validationBehavior="aria" isInvalid={problems.value.length > 0}
        >
          <Label>{t('inspector.labels.value')}</Label>
          <Input
            ref={label === undefined ? null : first} className="label-input mono" spellCheck={false} autoComplete="off"
            onFocus={(event) => event.currentTarget.select()}
          />
          <FieldError className="problem mono">{problems.value.join('\n')}</FieldError>
        </TextField>
      </div>
      {valid && (
        <>
          {refusal !== undefined && (
            <div className="refusal" aria-live="polite">
              <p className="mono"><bdi>{refusal}</bdi></p>
              <p className="muted">
                {objects.length > 1 ? t('inspector.labels.refusedMany', { count: plan.overwritten }) : t('inspector.labels.overwriteHelp')}
              </p>
            </div>
          )}
          {same ? <p className="muted">{t('inspector.labels.same')}</p> : <ConsequenceText objects={objects} change={change} />}
          <LabelCommand objects={objects} change={change} overwrite={refusal !== undefined} />
        </>
      )}
      {answer !== null && <p className="mono refusal" role="alert"><bdi>{answer}</bdi></p>}
      <div className="label-form-buttons">
        <Button className="button" onPress={onDone}>{t('inspector.labels.cancel')}</Button>
        {refusal === undefined || !valid
          ? <Button type="submit" className="button button-primary" isDisabled={!valid || same}>{t('inspector.labels.set')}</Button>
          : <Button ref={overwriteButton} className="button button-primary" onPress={() => void commit(true)}>{t('inspector.labels.overwrite')}</Button>}
      </div>
    </form>
  )
}
