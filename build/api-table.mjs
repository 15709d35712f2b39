// node build/api-table.mjs [NODE_MODULES]: writes electron/schema/api-table.json, the one table of API types. Names, types and required flags come
// from the generated models of @kubernetes/client-node; descriptions that its generator loses from kubernetes-models; merge keys, list types,
// quantities, enums, defaults and protobuf field numbers from api-facts.json.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1.'
const META_ROOTS = ['DeleteOptions', 'Status', 'WatchEvent', 'Patch', 'APIVersions', 'APIGroup', 'APIGroupList', 'APIResourceList']
const LETTERS = { string: 's', boolean: 'b', Date: 't', V1MicroTime: 'm', any: '*', IntOrString: 'x', number: 'n', object: '*' }
const NUMBERS = { int32: 'i', int64: 'l', double: 'n' }
/** The class that an operation of the client deserializes its answer to. */
const ANSWER = /async (\w+)WithHttpInfo\(response\)[\s\S]*?ObjectSerializer\.deserialize\([\s\S]*?, "([^"]+)", "/g
/** Go packages whose name is not that of their group. */
const PACKAGES = { apiextensions: 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions', '': 'io.k8s.api.core' }

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

/** Model classes by name: description and fields, of the package's own Kubernetes version only (it packs leftovers of older ones). */
async function readClasses(models, version) {
  const classes = new Map()
  for (const file of readdirSync(models)) {
    if (!file.endsWith('.d.ts')) continue
    const source = readFileSync(join(models, file), 'utf8')
    if (!source.includes(`OpenAPI spec version: ${version}\n`)) continue
    const name = file.slice(0, -'.d.ts'.length)
    const { [name]: model } = await import(pathToFileURL(join(models, `${name}.js`)).href)
    if (!model?.attributeTypeMap) continue
    const declared = new Map()
    for (const [, comment, field, optional] of source.matchAll(/(?: {4}\/\*\*\n {4}\* (.*)\n {4}\*\/\n)? {4}'([^']+)'(\?)?: /g)) {
      declared.set(field, { description: unescapeComment(comment ?? ''), required: !optional })
    }
    const description = unescapeComment(source.match(/\/\*\*\n\* (.*)\n\*\/\nexport declare class/)?.[1] ?? '')
    classes.set(name, { description, fields: model.attributeTypeMap.map((attribute) => ({ ...attribute, ...declared.get(attribute.name) })) })
  }
  return classes
}

function unescapeComment(text) {
  return text.replaceAll(/\\(['"])/g, '$1').replaceAll('*_/', '*/').replaceAll('&lt;', '<').replaceAll('&gt;', '>').trim()
}

/** What each collection's operations answer with: group, version and class. */
function readCollections(apis) {
  const collections = []
  for (const file of readdirSync(apis)) {
    if (!file.endsWith('Api.js')) continue
    const source = readFileSync(join(apis, file), 'utf8')
    const answers = new Map()
    for (const [, id, answer] of source.matchAll(ANSWER)) answers.set(id, answer)
    for (const [, id, body = ''] of source.matchAll(/async (\w+)\((?!response)[^)]*\) \{([\s\S]*?)return requestContext;/g)) {
      const path = body.match(/localVarPath = '([^']+)'/)?.[1] ?? ''
      const match = path.match(/^\/(?:api|apis\/([^/]+))\/(v\w+)\/(?:namespaces\/\{namespace\}\/)?[^/{]+$/)
      if (match) collections.push({ group: match[1] ?? '', version: match[2], answer: answers.get(id) })
    }
  }
  return collections
}

function splitClass(name) {
  const match = name.match(/^([A-Z][a-z]+)?(V\d+(?:alpha\d+|beta\d+)?)([A-Z].*)$/)
  return match && { prefix: match[1]?.toLowerCase(), version: match[2].toLowerCase(), kind: match[3] }
}

function packageOf(group, version) {
  const first = group.split('.')[0]
  return `${PACKAGES[first] ?? `io.k8s.api.${first}`}.${version}.`
}

/** Full schema names and kinds of the classes. The package drops the Go package of a class: it is found by what the kinds of each group reach. */
function nameClasses(classes, collections, facts) {
  const meta = new Set(facts.metaKinds)
  const homes = new Map()
  const kinds = new Map()
  const reach = (name, home, version) => {
    const seen = homes.get(name) ?? homes.set(name, new Set()).get(name)
    if (seen.has(home) || splitClass(name)?.version !== version) return
    seen.add(home)
    for (const { type } of classes.get(name).fields) {
      for (const word of type.match(/\b[A-Z]\w*V?\d\w+/g) ?? []) if (classes.has(word)) reach(word, home, version)
    }
  }
  const addKind = (name, group, version, kind) => {
    kinds.set(name, [group, version, kind])
    reach(name, packageOf(group, version), version)
  }
  for (const { group, version, answer } of collections) {
    const parts = classes.has(answer) && splitClass(answer)
    if (parts && !meta.has(parts.kind) && parts.version === version) addKind(answer, group, version, parts.kind)
  }
  for (const [name, [group, version, kind]] of Object.entries(facts.kindsWithoutCollection)) addKind(name, group, version, kind)

  const names = new Map()
  for (const name of classes.keys()) {
    const parts = splitClass(name)
    const home = [...(homes.get(name) ?? [])]
    const own = home.find((one) => one.split('.').at(-3) === parts?.prefix) ?? home.find((one) => one.startsWith(packageOf('', 'v1'))) ?? home[0]
    if (facts.names[name]) names.set(name, facts.names[name])
    else if (parts?.version === 'v1' && meta.has(parts.kind)) names.set(name, META + parts.kind)
    else if (parts && own) names.set(name, own + parts.kind)
  }
  return { names, kinds }
}

/** Field descriptions of kubernetes-models, by the mangled name that it gives a schema. */
function readDescriptions(folder, found = new Map()) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== '_schemas') readDescriptions(path, found)
    if (!entry.name.endsWith('.d.ts')) continue
    const source = readFileSync(path, 'utf8')
    const name = source.match(/export (?:type )?\{ \w+ as I(IoK8s\w+)/)?.[1]
    const body = source.match(/export interface \w+[^{]*\{([\s\S]*?)\n\}/)?.[1]
    if (!name || !body) continue
    const fields = new Map()
    for (const [, comment = '', field] of body.matchAll(/ {4}\/\*\*\n((?: {5}\*.*\n)+?) {5}\*\/\n {4}"([^"]+)"\??:/g)) {
      fields.set(field, comment.replaceAll(/^ {5}\* ?/gm, '').trim())
    }
    found.set(name, fields)
  }
  return found
}

function describeField(descriptions, name, field, own, type) {
  const mangled = name.split(/[.-]/).map((part) => part[0].toUpperCase() + part.slice(1)).join('')
  const other = descriptions.get(mangled)?.get(field)
  const flat = (text) => text.replaceAll(/\s+/g, ' ').trim()
  const lost = /^[#*xtm]/.test(type)
  return other && (lost || flat(other) === flat(own)) ? other : own
}

function shortType(type, format, names) {
  const list = type.match(/^(?:Array|Set)<(.*)>$/)
  if (list) return `[${shortType(list[1], format, names)}`
  const map = type.match(/^\{ \[key: string\]: (.*); \}$/)
  if (map) return `{${shortType(map[1], '', names)}`
  if (type === 'number' && format) return NUMBERS[format]
  if (type === 'string' && format === 'byte') return 'y'
  return LETTERS[type] ?? `#${names.get(type) ?? type}`
}

function buildRow(field, name, { names, descriptions, facts }) {
  const { type: better, n: number, ...extra } = { ...facts.fields[name]?.[field.baseName] }
  const type = better ?? shortType(field.type, field.format, names)
  if (number) extra.n = number.replace('?', '')
  if (number?.endsWith('?')) extra.z = 1
  const row = [type, describeField(descriptions, name, field.baseName, field.description, type), field.required ? 1 : 0]
  return Object.keys(extra).length > 0 ? [...row, extra] : row
}

/** The types that the kinds named in the facts reach, sorted by name. */
function selectTypes(all, facts) {
  const wanted = new Set(Object.entries(facts.kinds).flatMap(([groupVersion, kinds]) => {
    return kinds.flatMap((kind) => [`${groupVersion} ${kind}`, `${groupVersion} ${kind}List`])
  }))
  const used = new Map()
  const keep = (name) => {
    if (!all[name] || used.has(name)) return
    used.set(name, all[name])
    for (const [type] of Object.values(all[name].f)) if (type.includes('#')) keep(type.slice(type.indexOf('#') + 1))
  }
  for (const [name, { k }] of Object.entries(all)) if (k && wanted.has(`${k[0] ? 'apis/' : 'api'}${k[0]}/${k[1]} ${k[2]}`)) keep(name)
  for (const kind of META_ROOTS) keep(META + kind)
  return [...used].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/**
 * The text of the table: one type a line.
 * @param {string} modules folder with @kubernetes/client-node and kubernetes-models
 * @param {string} root the project's folder
 * @returns {Promise<string>}
 */
export async function buildApiTable(modules, root) {
  const generated = join(modules, '@kubernetes/client-node/dist/gen')
  const version = readFileSync(join(generated, 'models/V1Pod.d.ts'), 'utf8').match(/OpenAPI spec version: (\S+)/)?.[1]
  const facts = readJson(join(root, 'build/api-facts.json'))
  const classes = await readClasses(join(generated, 'models'), version)
  const { names, kinds } = nameClasses(classes, readCollections(join(generated, 'apis')), facts)
  const sources = { names, facts, descriptions: readDescriptions(join(modules, 'kubernetes-models')) }

  const types = { ...facts.types }
  for (const [cls, { description, fields }] of classes) {
    const name = names.get(cls)
    if (!name) continue
    const f = Object.fromEntries(fields.map((field) => [field.baseName, buildRow(field, name, sources)]))
    const [kind, copied] = [kinds.get(cls), facts.fields[name]?.['']]
    types[name] = { d: description, f, ...(kind ? { k: kind } : {}), ...(copied ? { x: copied } : {}) }
  }
  const lines = selectTypes(types, facts).map(([name, type]) => `${JSON.stringify(name)}:${JSON.stringify(type)}`)
  return `{"version":${JSON.stringify(version)},"types":{\n${lines.join(',\n')}\n}}\n`
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const root = resolve(import.meta.dirname, '..')
  const text = await buildApiTable(resolve(process.argv[2] ?? join(root, 'node_modules')), root)
  writeFileSync(join(root, 'electron/schema/api-table.json'), text)
  console.log(`api-table.json: ${text.split('\n').length - 2} types, ${text.length} characters`)
}
