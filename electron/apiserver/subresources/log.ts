import type { Pod, StoredObject } from '../../../shared/model/index.ts'
import { badRequest } from '../../../shared/status/index.ts'
import { answerText } from '../answer.ts'
import { type Call, isYes } from '../call.ts'
import type { LogOptions, PodAccess } from '../pod-access.ts'
import { readLive } from '../live.ts'

/** GET of `log`: the text of one container. Throws BadRequest when it is not clear which, or it has none yet. */
export function answerLog(call: Call, access: PodAccess): Response {
  const { query } = call
  const pod = readLive(call) as StoredObject<Pod>
  const container = chooseContainer(pod, query.get('container') ?? '')
  const text = access.readLog(pod, container, readLogOptions(query))
  return answerText(text, { contentType: 'text/plain' })
}

/** The container that a request means. Throws BadRequest in the API server's words. */
export function chooseContainer(pod: StoredObject<Pod>, asked: string): string {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = pod.spec ?? {}
  const [only] = containers
  if (asked === '') {
    if (containers.length === 1 && only !== undefined) return only.name
    const names = containers.map(({ name }) => name).join(' ')
    const inits = initContainers.length === 0 ? '' : ` or one of the init containers: [${initContainers.map(({ name }) => name).join(' ')}]`
    throw badRequest(`a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names}]${inits}`)
  }
  if ([...containers, ...initContainers, ...ephemeralContainers].some(({ name }) => name === asked)) return asked
  throw badRequest(`container ${asked} is not valid for pod ${pod.metadata.name}`)
}

function readLogOptions(query: URLSearchParams): LogOptions {
  const sinceTime = query.get('sinceTime')
  const number = (name: string): Partial<Record<string, number>> => {
    const text = query.get(name)
    if (text === null || text === '') return {}
    if (!/^\d{1,15}$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
    return { [name]: Number(text) }
  }
  return {
    follow: query.has('follow') && isYes(query.get('follow')),
    previous: query.has('previous') && isYes(query.get('previous')),
    timestamps: query.has('timestamps') && isYes(query.get('timestamps')),
    ...number('tailLines'),
    ...number('limitBytes'),
    ...number('sinceSeconds'),
    ...(sinceTime === null ? {} : { sinceTime: Date.parse(sinceTime) }),
  }
}
