import { Check, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { explain, formatRequirement, type Explanation } from '../../shared/selector/index.ts'
import { labelObjects, refOf, useQuestion } from '../state/index.ts'
import type { LabelChange } from './label-change.ts'
import { planMatch } from './mend.ts'

/** Says of a pod, term by term, why the selector selects it or not, and offers the label changes that would make it so. */
export function Why({ object }: { readonly object: ObjectSummary }) {
  const { t } = useTranslation()
  const { selector, scope, error } = useQuestion()
  const [refusal, setRefusal] = useState<string | null>(null)
  if (selector.selects === 'nothing') return null
  const terms = explain(selector, object.labels)
  const failing = terms.filter(({ holds }) => !holds).length
  const whole = failing > 1 ? planMatch(selector, object.labels) : undefined
  const mend = async (change: LabelChange) => {
    const answer = await labelObjects([refOf(object)], { ...change, overwrite: true })
    setRefusal(answer.accepted ? null : answer.message)
  }
  const verdict = failing > 0
    ? t('inspector.why.fails', { count: failing, total: terms.length })
    : t(terms.length === 0 ? 'inspector.why.everything' : 'inspector.why.matches')
  return (
    <section className="why" aria-label={t('inspector.why.title')}>
      <div className="why-head">
        <h3>{t('inspector.why.title')}</h3>
        <p aria-live="polite">{verdict}</p>
      </div>
      {error !== null && <p className="muted">{t('inspector.why.lastGood')}</p>}
      {scope !== null && object.namespace !== scope && <p>{t('inspector.why.outOfScope', { namespace: scope })}</p>}
      <ul className="why-terms">
        {terms.map((term, place) => <Term key={`${place} ${formatRequirement(term.requirement)}`} term={term} onMend={(change) => void mend(change)} />)}
      </ul>
      {whole !== undefined && <Button className="button why-mend" onPress={() => void mend(whole)}>{t('inspector.why.mend')}</Button>}
      {refusal !== null && <p className="mono refusal" role="alert"><bdi>{refusal}</bdi></p>}
    </section>
  )
}

function Term({ term, onMend }: { readonly term: Explanation; readonly onMend: (change: LabelChange) => void }) {
  const { t } = useTranslation()
  const { requirement, holds, found, mend } = term
  const { key, op } = requirement
  const value = found === '' ? t('inspector.why.foundEmpty', { key }) : found === undefined ? t('inspector.why.absent', { key }) : t('inspector.why.found', { key, value: found })
  return (
    <li className={holds ? 'why-term' : 'why-term why-failing'}>
      {holds ? <Check size={14} aria-hidden="true" className="why-tick" /> : <X size={14} aria-hidden="true" />}
      <div className="why-text">
        <code className="mono"><bdi>{formatRequirement(requirement)}</bdi></code>
        <span className="visually-hidden">{t(holds ? 'inspector.why.holds' : 'inspector.why.lacks')}</span>
        <div className="why-line">
          <span className="muted"><bdi>{value}</bdi></span>
          {mend !== undefined && (
            <Button className="button why-mend" onPress={() => onMend(mend.value === null ? { set: {}, remove: [mend.key] } : { set: { [mend.key]: mend.value }, remove: [] })}>
              <span className="ellipsis">
                {mend.value === null ? t('inspector.why.remove', { key: mend.key }) : t('inspector.why.set', { label: mend.value === '' ? mend.key : `${mend.key}=${mend.value}` })}
              </span>
            </Button>
          )}
        </div>
        {holds && found === undefined && (op === '!=' || op === 'notin') && <span className="muted">{t('inspector.why.lacking')}</span>}
        {!holds && found !== undefined && (op === '>' || op === '<') && !/^[+-]?\d+$/.test(found) && <span className="muted">{t('inspector.why.notNumber')}</span>}
        {!holds && mend === undefined && <span className="muted">{t('inspector.why.cannot')}</span>}
      </div>
    </li>
  )
}
