import { familyOf, readNetwork } from './ip-address.ts'

const patterns: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  duration: /^-?(\d+(\.\d+)?\s*(ns|us|µs|ms|s|m|h|d|w))+$/,
  email: /^[^\s@]+@[^\s@]+$/,
  hostname: /^(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/,
  uri: /^[A-Za-z][A-Za-z0-9+.-]*:\S+$|^\/\S*$/,
  uuid: /^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}$/,
  byte: /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
}

/** Whether a text is of a format of OpenAPI; formats that upstream does not know hold for any. */
export function isFormatted(text: string, format: string): boolean {
  switch (format) {
    case 'ipv4': return familyOf(text) === 'IPv4'
    case 'ipv6': return familyOf(text) === 'IPv6'
    case 'cidr': return readNetwork(text) !== undefined
    case 'date':
    case 'date-time':
      return (patterns[format]?.test(text) ?? true) && !Number.isNaN(Date.parse(text))
    default: return (Object.hasOwn(patterns, format) ? patterns[format]?.test(text) : undefined) ?? true
  }
}
