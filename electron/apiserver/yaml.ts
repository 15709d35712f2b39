import { parseDocument, stringify } from 'yaml'
import { badRequest, notAcceptable } from '../../shared/status/index.ts'

/** YAML that is not JSON is read on the main thread, so only as much as is read in no time. */
const MAX_YAML_BYTES = 256 * 1024
const maxDepth = 100

/** The JSON of a YAML text; a text that is JSON already is given back. Throws BadRequest. */
export function yamlToJson(text: string): string {
  if (/^\s*[{[]/.test(text) && isJson(text)) return text
  if (text.length > MAX_YAML_BYTES) throw badRequest(`YAML of more than ${MAX_YAML_BYTES} bytes is not read: send JSON`)
  if (nesting(text) > maxDepth) throw badRequest('error converting YAML to JSON: yaml: exceeded max depth')
  const document = parseDocument(text, { version: '1.1', schema: 'core', merge: true, uniqueKeys: false, prettyErrors: false })
  const [error] = document.errors
  if (error !== undefined) throw badRequest(`error converting YAML to JSON: yaml: ${error.message}`)
  try {
    return JSON.stringify(document.toJS({ maxAliasCount: 100 }) ?? null)
  } catch {
    throw badRequest('error converting YAML to JSON: yaml: document contains excessive aliasing')
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Brackets that are open at once, at most. */
function nesting(text: string): number {
  let open = 0
  let deepest = 0
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++open)
    else if (character === ']' || character === '}') open = Math.max(0, open - 1)
  }
  return deepest
}

/** Longest JSON that is written as YAML, in characters: the main thread does it. */
const MAX_WRITTEN = 1024 * 1024

/** A JSON text as YAML, its fields in the order of the alphabet as upstream has them. Throws NotAcceptable for one that is too long. */
export function jsonToYaml(json: string): string {
  if (json.length > MAX_WRITTEN) throw notAcceptable(['application/json'])
  return stringify(JSON.parse(json), { version: '1.1', sortMapEntries: true, lineWidth: 0, aliasDuplicateObjects: false, indentSeq: false })
}
