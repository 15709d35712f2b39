export { decodeBody } from './decode-body.ts'
export { parseJson, type ParsedJson } from './parse-json.ts'
