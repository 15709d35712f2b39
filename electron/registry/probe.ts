import { type FieldError, forbiddenField, invalidField, requiredField, unsupportedField } from '../../shared/model/index.ts'
import type { Container } from './container.ts'
import { validateCount } from './count.ts'
import { changeField, fill } from './fill.ts'
import { checkPortName, validatePortNumber } from './port.ts'

type Probe = NonNullable<Container['livenessProbe']>
type Lifecycle = NonNullable<Container['lifecycle']>
type Handler = Pick<Probe, 'exec' | 'httpGet' | 'tcpSocket' | 'grpc'> & Pick<NonNullable<Lifecycle['preStop']>, 'sleep'>
type HttpGet = NonNullable<Probe['httpGet']>

const schemes = ['HTTP', 'HTTPS']

export function defaultProbe(probe: Probe): Probe {
  const filled = fill(probe, { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 })
  // Go has zeros where nothing is said, and takes them for that.
  const zeros = Object.entries({ failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 }).filter(([field]) => filled[field as 'periodSeconds'] === 0)
  const counted = zeros.length === 0 ? filled : { ...filled, ...Object.fromEntries(zeros) }
  return changeField(changeField(counted, 'httpGet', defaultHttpGet), 'grpc', (grpc) => (grpc.service === undefined ? { ...grpc, service: '' } : grpc))
}

export function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  const started = changeField(lifecycle, 'postStart', (handler) => changeField(handler, 'httpGet', defaultHttpGet))
  return changeField(started, 'preStop', (handler) => changeField(handler, 'httpGet', defaultHttpGet))
}

function defaultHttpGet(get: HttpGet): HttpGet {
  return fill(get, { path: '/', scheme: 'HTTP' })
}

/** All errors of a container's probes and lifecycle. A container that runs once, before the others, has none of them. */
export function validateProbes(container: Container, path: string, runsOnce: boolean): readonly FieldError[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = container
  if (runsOnce) {
    return Object.entries({ lifecycle, livenessProbe, readinessProbe, startupProbe })
      .filter(([, value]) => value !== undefined)
      .map(([field]) => forbiddenField(`${path}.${field}`, 'may not be set for init containers without restartPolicy=Always'))
  }
  return [
    ...(lifecycle?.postStart === undefined ? [] : validateHandler(lifecycle.postStart, `${path}.lifecycle.postStart`)),
    ...(lifecycle?.preStop === undefined ? [] : validateHandler(lifecycle.preStop, `${path}.lifecycle.preStop`)),
    ...(livenessProbe === undefined ? [] : validateProbe(livenessProbe, `${path}.livenessProbe`)),
    ...validateSingleSuccess(livenessProbe, `${path}.livenessProbe`),
    ...(readinessProbe === undefined ? [] : validateProbe(readinessProbe, `${path}.readinessProbe`)),
    ...(readinessProbe?.terminationGracePeriodSeconds === undefined
      ? [] : [invalidField(`${path}.readinessProbe.terminationGracePeriodSeconds`, readinessProbe.terminationGracePeriodSeconds, 'must not be set for readinessProbes')]),
    ...(startupProbe === undefined ? [] : validateProbe(startupProbe, `${path}.startupProbe`)),
    ...validateSingleSuccess(startupProbe, `${path}.startupProbe`),
  ]
}

function validateSingleSuccess(probe: Probe | undefined, path: string): readonly FieldError[] {
  const { successThreshold = 1 } = probe ?? {}
  return successThreshold === 1 ? [] : [invalidField(`${path}.successThreshold`, successThreshold, 'must be 1')]
}

function validateProbe(probe: Probe, path: string): readonly FieldError[] {
  const grace = probe.terminationGracePeriodSeconds
  return [
    ...validateHandler(probe, path),
    ...(['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const)
      .flatMap((field) => validateCount(probe[field], `${path}.${field}`)),
    ...(grace !== undefined && grace <= 0 ? [invalidField(`${path}.terminationGracePeriodSeconds`, grace, 'must be greater than 0')] : []),
  ]
}

function validateHandler({ exec, httpGet, tcpSocket, grpc, sleep }: Handler, path: string): readonly FieldError[] {
  const given = Object.entries({ exec, httpGet, tcpSocket, grpc, sleep }).filter(([, value]) => value !== undefined)
  if (given.length === 0) return [requiredField(path, 'must specify a handler type')]
  return [
    ...given.slice(1).map(([field]) => forbiddenField(`${path}.${field}`, 'may not specify more than 1 handler type')),
    ...(exec !== undefined && (exec.command ?? []).length === 0 ? [requiredField(`${path}.exec.command`, '')] : []),
    ...(httpGet === undefined ? [] : validateHttpGet(httpGet, `${path}.httpGet`)),
    ...(tcpSocket === undefined ? [] : validateTarget(tcpSocket.port, `${path}.tcpSocket.port`)),
    ...(grpc === undefined ? [] : validatePortNumber(grpc.port, `${path}.grpc.port`)),
  ]
}

function validateHttpGet({ path: target = '', port, scheme = '' }: HttpGet, path: string): readonly FieldError[] {
  return [
    ...(target === '' ? [requiredField(`${path}.path`, '')] : []),
    ...validateTarget(port, `${path}.port`),
    ...(schemes.includes(scheme) ? [] : [unsupportedField(`${path}.scheme`, scheme, schemes)]),
  ]
}

/** A port by its number or its name. */
function validateTarget(port: unknown, path: string): readonly FieldError[] {
  if (typeof port === 'string') return checkPortName(port).map((problem) => invalidField(path, port, problem))
  return validatePortNumber(typeof port === 'number' ? port : 0, path)
}
