import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { ContainerSummary, PodSummary } from '../../shared/ipc/contract.ts'
import { StateGlyph } from '../look/index.ts'
import { findPortClashes } from './port-clash.ts'

/** The containers of a pod as what they are: processes of one host, with one IP and one port space. */
export function ContainerHost({ pod }: { readonly pod: PodSummary }) {
  const { t } = useTranslation()
  const clashes = findPortClashes(pod.containers)
  const clashing = (container: ContainerSummary, port: number, protocol: string) =>
    clashes.some((clash) => clash.port === port && clash.protocol === protocol && clash.containers.includes(container.name))
  return (
    <>
      <ul className="host" aria-label={t('inspector.tabs.containers')}>
        {pod.containers.map((container) => (
          <Fragment key={container.name}>
            <li className="host-container">
              <div className="host-line">
                <StateGlyph state={stateOf(container)} ready={container.ready} />
                <bdi className="mono host-name ellipsis" title={container.name}>{container.name}</bdi>
                <span className="muted">{container.status}{container.ready ? '' : `, ${t('inspector.containers.notReady')}`}</span>
              </div>
              <bdi className="mono muted ellipsis host-image" title={container.image}>{container.image}</bdi>
              <div className="host-line host-ports">
                {container.ports.map(({ name, port, protocol }) => (
                  <span key={`${port}/${protocol}`} className={clashing(container, port, protocol) ? 'mono port port-clashing' : 'mono port'}>
                    {name === undefined ? '' : `${name} `}{port}/{protocol}
                  </span>
                ))}
                {container.ports.length === 0 && <span className="muted">{t('inspector.containers.noPorts')}</span>}
                {container.restarts > 0 && <span className="muted">{t('inspector.containers.restarts', { count: container.restarts })}</span>}
              </div>
            </li>
            {clashes.filter(({ containers }) => containers[1] === container.name).map(({ port, protocol, containers }) => (
              <li key={`${port}/${protocol}`} className="host-clash">
                <StateGlyph state="failed" />
                <span>{t('inspector.containers.clash', { port: `${port}/${protocol}`, containers: containers.join(', ') })}</span>
              </li>
            ))}
          </Fragment>
        ))}
        <li className="host-address mono">{pod.ip === '' ? t('inspector.containers.noAddress') : t('inspector.containers.address', { ip: pod.ip })}</li>
      </ul>
      {pod.containers.length > 1 && <p className="muted">{t('inspector.containers.host')}</p>}
    </>
  )
}

function stateOf({ status, ready }: ContainerSummary): 'running' | 'pending' | 'succeeded' | 'failed' {
  if (ready || status === 'Running') return 'running'
  if (status === 'Completed') return 'succeeded'
  return status === 'ContainerCreating' || status === 'PodInitializing' || status === 'Waiting' ? 'pending' : 'failed'
}
