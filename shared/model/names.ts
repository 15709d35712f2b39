import { byteLength } from './go-text.ts'

/**
 * Says all that is wrong with a name, each in Kubernetes' words; empty when it is right.
 * With `prefix` the name is a `generateName`, to which characters will be added.
 */
export type NameRule = (name: string, prefix: boolean) => readonly string[]

const LABEL_FORMAT = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const LABEL_PROBLEM =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character"
const SUBDOMAIN_FORMAT = `${LABEL_FORMAT}(\\.${LABEL_FORMAT})*`
const SUBDOMAIN_PROBLEM =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"
const RFC_1035_FORMAT = '[a-z]([-a-z0-9]*[a-z0-9])?'
const RFC_1035_PROBLEM =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character"

const LABEL = new RegExp(`^${LABEL_FORMAT}$`)
const SUBDOMAIN = new RegExp(`^${SUBDOMAIN_FORMAT}$`)
const RFC_1035 = new RegExp(`^${RFC_1035_FORMAT}$`)

const MAX_LABEL = 63
const MAX_SUBDOMAIN = 253

/** Kubernetes' `IsDNS1123Label`. */
export function checkDns1123Label(value: string): readonly string[] {
  const problems = checkLength(value, MAX_LABEL)
  if (LABEL.test(value)) return problems
  if (SUBDOMAIN.test(value)) return [...problems, 'must not contain dots']
  return [...problems, describeFormat(LABEL_PROBLEM, LABEL_FORMAT, ['my-name', '123-abc'])]
}

/** Kubernetes' `IsDNS1123Subdomain`. */
export function checkDns1123Subdomain(value: string): readonly string[] {
  const problems = checkLength(value, MAX_SUBDOMAIN)
  return SUBDOMAIN.test(value) ? problems : [...problems, describeFormat(SUBDOMAIN_PROBLEM, SUBDOMAIN_FORMAT, ['example.com'])]
}

/** Kubernetes' `IsDNS1035Label`. */
export function checkDns1035Label(value: string): readonly string[] {
  const problems = checkLength(value, MAX_LABEL)
  return RFC_1035.test(value) ? problems : [...problems, describeFormat(RFC_1035_PROBLEM, RFC_1035_FORMAT, ['my-name', 'abc-123'])]
}

/** The rule for most kinds: pods, controllers, config maps, nodes. */
export const validateSubdomainName: NameRule = (name, prefix) => checkDns1123Subdomain(prefix ? maskTrailingDash(name) : name)

/** The rule for namespaces. */
export const validateLabelName: NameRule = (name, prefix) => checkDns1123Label(prefix ? maskTrailingDash(name) : name)

/** The rule for services, whose names become one label of a host name. */
export const validateServiceName: NameRule = (name, prefix) => checkDns1035Label(prefix ? maskTrailingDash(name) : name)

/** The rule for roles and their bindings, whose names need only be one segment of a URL. */
export const validatePathSegmentName: NameRule = (name, prefix) => {
  if (!prefix && (name === '.' || name === '..')) return [`may not be '${name}'`]
  return ['/', '%'].filter((illegal) => name.includes(illegal)).map((illegal) => `may not contain '${illegal}'`)
}

/** Kubernetes' `MaxLenError` when `value` is longer than `max` bytes. */
export function checkLength(value: string, max: number): readonly string[] {
  return byteLength(value) > max ? [`must be no more than ${max} characters`] : []
}

/** Kubernetes' `RegexError`. */
export function describeFormat(problem: string, format: string, examples: readonly string[]): string {
  const list = examples.map((example) => `'${example}', `).join(' or ')
  return `${problem} (e.g. ${list}regex used for validation is '${format}')`
}

// A trailing dash will be followed by generated characters, so upstream reads it as a letter.
function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name
}
