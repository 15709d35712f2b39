import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { ObjectSummary } from '../../shared/ipc/contract.ts'
import { formatHumanDuration, formatRef } from '../../shared/model/index.ts'
import { PodGlyph } from '../look/index.ts'
import { select, useCluster, type Replica } from '../state/index.ts'

/** What is known of an object at a glance, live. */
export function SummaryFields({ object }: { readonly object: ObjectSummary }) {
  const { t } = useTranslation()
  const second = useCluster((state) => Math.floor(state.replica.now / 1000))
  const { namespace, owner, pod, kind } = object
  return (
    <dl className="fields">
      {pod !== undefined && (
        <>
          <Field name={t('inspector.fields.status')}>
            <PodGlyph pod={pod} />
            <span className="field-text">{pod.status}</span>
          </Field>
          <Field name={t('inspector.fields.ready')}>{`${pod.readyContainers}/${pod.containers.length}`}</Field>
          <Field name={t('inspector.fields.restarts')}>{pod.restarts}</Field>
        </>
      )}
      {kind === 'Namespace' && <NamespaceFields object={object} />}
      {namespace !== '' && (
        <Field name={t('inspector.fields.namespace')}>
          <ObjectLink name={namespace} find={(replica) => replica.namespaces.find((entry) => entry.name === namespace)?.object} />
        </Field>
      )}
      {pod !== undefined && (
        <>
          <Field name={t('inspector.fields.ip')}>{pod.ip === '' ? <None /> : <span className="mono field-text">{pod.ip}</span>}</Field>
          <Field name={t('inspector.fields.node')}>
            {pod.node === '' ? <None /> : <ObjectLink name={pod.node} find={(replica) => findNode(replica, pod.node)} />}
          </Field>
        </>
      )}
      {owner !== undefined && (
        <Field name={t('inspector.fields.owner')}>
          <ObjectLink name={formatRef(owner)} find={(replica) => replica.get(owner.uid)} />
        </Field>
      )}
      <Field name={t('inspector.fields.age')}>
        <span title={`${new Date(object.created).toISOString()} (${t('inspector.ageHelp')})`}>{formatHumanDuration(second * 1000 - object.created)}</span>
      </Field>
      {pod === undefined && <Field name={t('inspector.fields.apiVersion')}><span className="mono field-text">{object.apiVersion}</span></Field>}
    </dl>
  )
}

function Field({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="field">
      <dt className="muted">{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function None() {
  const { t } = useTranslation()
  return <span className="muted">{t('inspector.none')}</span>
}

function NamespaceFields({ object }: { readonly object: ObjectSummary }) {
  const { t, i18n } = useTranslation()
  const pods = useCluster((state) => state.replica.namespaces.find((entry) => entry.name === object.name)?.pods ?? 0)
  return (
    <>
      <Field name={t('inspector.fields.phase')}>{object.terminating ? 'Terminating' : 'Active'}</Field>
      <Field name={t('inspector.fields.pods')}>{pods.toLocaleString(i18n.language)}</Field>
    </>
  )
}

/** The name of another object: a link that selects it, as long as the object is there. */
function ObjectLink({ name, find }: { readonly name: string; readonly find: (replica: Replica) => ObjectSummary | undefined }) {
  const uid = useCluster((state) => find(state.replica)?.uid)
  if (uid === undefined) return <bdi className="mono ellipsis" title={name}>{name}</bdi>
  return (
    <Button className="link mono ellipsis" onPress={() => select(uid)}>
      <bdi title={name}>{name}</bdi>
    </Button>
  )
}

function findNode(replica: Replica, name: string): ObjectSummary | undefined {
  for (const object of replica.othersIn('').get('Node')?.values() ?? []) if (object.name === name) return object
  return undefined
}
