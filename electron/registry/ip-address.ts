import { type FieldError, invalidField } from '../../shared/model/index.ts'

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

/** `family` of an address, undefined when it is none. Neither zeros in front nor an IPv4 part in IPv6 is refused upstream, nor here. */
export function familyOf(address: string): 'IPv4' | 'IPv6' | undefined {
  if (readIpv4(address) !== undefined) return 'IPv4'
  return readIpv6(address) === undefined ? undefined : 'IPv6'
}

/** A network as its address and the number of bits that all of its addresses share; undefined when it is none. */
export function readNetwork(text: string): { readonly bits: string; readonly family: 'IPv4' | 'IPv6' } | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text)
  const [, address = '', length = ''] = match ?? []
  const family = familyOf(address)
  if (match === null || family === undefined || Number(length) > (family === 'IPv4' ? 32 : 128)) return undefined
  return { bits: bitsOf(address).slice(0, Number(length)), family }
}

export function validateAddress(address: string, path: string): readonly FieldError[] {
  return familyOf(address) === undefined ? [invalidField(path, address, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)')] : []
}

const special = [
  { networks: ['0.0.0.0/32', '::/128'], problem: (address: string) => `may not be unspecified (${address})` },
  { networks: ['127.0.0.0/8', '::1/128'], problem: () => 'may not be in the loopback range (127.0.0.0/8, ::1/128)' },
  { networks: ['169.254.0.0/16', 'fe80::/10'], problem: () => 'may not be in the link-local range (169.254.0.0/16, fe80::/10)' },
  { networks: ['224.0.0.0/24', 'ff02::/16'], problem: () => 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)' },
].flatMap(({ networks, problem }) => networks.flatMap((text) => {
  const network = readNetwork(text)
  return network === undefined ? [] : [{ ...network, problem }]
}))

/** The first bytes of the special IPv4 networks: what begins otherwise, as nearly every pod's address does, lies in none. */
const specialIpv4 = /^0*(?:0|127|169|224)\./

/** Kubernetes' `ValidateNonSpecialIP`: what nothing outside of a node can reach. */
export function validateReachable(address: string, path: string): readonly FieldError[] {
  if (!address.includes(':') && !specialIpv4.test(address)) return []
  const family = familyOf(address)
  const bits = bitsOf(address)
  return special
    .filter((network) => network.family === family && bits.startsWith(network.bits))
    .map(({ problem }) => invalidField(path, address, problem(address)))
}

function bitsOf(address: string): string {
  const parts = readIpv4(address)?.map((part) => part.toString(2).padStart(8, '0')) ?? readIpv6(address)?.map((part) => part.toString(2).padStart(16, '0'))
  return (parts ?? []).join('')
}

function readIpv4(address: string): readonly number[] | undefined {
  const parts = ipv4.exec(address)?.slice(1).map(Number)
  return parts?.every((part) => part < 256) ? parts : undefined
}

function readIpv6(address: string): readonly number[] | undefined {
  const tail = address.slice(address.lastIndexOf(':') + 1)
  const inside = tail.includes('.') ? readIpv4(tail) : undefined
  const [a = 0, b = 0, c = 0, d = 0] = inside ?? []
  const text = inside === undefined ? address : `${address.slice(0, -tail.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
  const halves = text.split('::')
  if (halves.length > 2 || !text.includes(':')) return undefined
  const [head = [], end = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - head.length - end.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  const groups = [...head, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...end]
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? groups.map((group) => Number.parseInt(group, 16)) : undefined
}
