import { problemTexts, resolvePath } from '../file-system.ts'
import { answer, type Source, type Steps } from '../steps.ts'
import { createTarReader, encodeEnd, encodeEntry, type TarEntry } from '../tar-archive.ts'
import { complain, openFile, parseFlags, pathOf, readAll, say, type Tool, type ToolIo } from '../tool.ts'
import { makeParents } from './files.ts'
import { gunzip, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { openBytes } from '../tool.ts'

const longOptions = {
  create: 'c', extract: 'x', list: 't', file: 'f', directory: 'C', verbose: 'v', gzip: 'z', touch: 'm',
  'no-same-permissions': 'N', 'no-same-owner': 'O', 'preserve-permissions': 'p',
}

/** Most that a compressed archive may grow to. */
const maxUnpacked = 256 * 1024 * 1024

type Write = (bytes: Uint8Array) => Steps<boolean>

function* addTree(io: ToolIo, path: string, name: string, verbose: boolean, write: Write): Steps<number> {
  const { files } = io.world
  const found = files.find(path)
  if (!found.ok) return yield* complain(io, `${name}: Cannot stat: ${problemTexts[found.error]}`, 2)
  if (found.value.kind === 'device') return 0
  const { kind, mode, modified } = found.value
  if (verbose) yield* say(io.stderr, `${name}${kind === 'directory' ? '/' : ''}\n`)
  const bytes = found.value.kind === 'file' ? found.value.content() : new Uint8Array()
  if (!(yield* write(encodeEntry({ kind, name, mode, modified, bytes })))) return 141
  if (kind !== 'directory') return 0
  const listed = files.list(path)
  let code = 0
  for (const child of listed.ok ? listed.value : []) {
    code = Math.max(code, yield* addTree(io, resolvePath(path, child), `${name === '.' ? '.' : name}/${child}`, verbose, write))
  }
  return code
}

function* create(io: ToolIo, base: string, operands: readonly string[], verbose: boolean, write: Write): Steps<number> {
  if (operands.length === 0) return yield* complain(io, 'Cowardly refusing to create an empty archive', 2)
  let code = 0
  for (const operand of operands) {
    const name = operand.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.'
    if (operand.startsWith('/')) yield* complain(io, io.busybox ? "removing leading '/' from member names" : "Removing leading `/' from member names")
    code = Math.max(code, yield* addTree(io, resolvePath(base, operand), name, verbose, write))
  }
  yield* write(encodeEnd())
  if (code === 2) yield* complain(io, 'Exiting with failure status due to previous errors')
  return code
}

function* extractEntry(io: ToolIo, base: string, entry: TarEntry): Steps<number> {
  // a member's name stays under the directory: `..` and a leading slash lead nowhere else
  const path = resolvePath(base, resolvePath('/', entry.name).slice(1))
  const parent = entry.kind === 'directory' ? path : resolvePath(path, '..')
  const made = makeParents(io, parent)
  const written = made === undefined && entry.kind === 'file' ? io.world.files.write(path, entry.bytes, entry.mode) : undefined
  const problem = made ?? (written?.ok === false ? written.error : undefined)
  return problem === undefined ? 0 : yield* complain(io, `${entry.name}: Cannot open: ${problemTexts[problem]}`, 2)
}

function* readArchive(io: ToolIo, source: Source, take: (entry: TarEntry) => Steps<number>): Steps<number> {
  const reader = createTarReader()
  let code = 0
  let some = false
  for (let bytes = yield* source.read(); bytes !== undefined; bytes = yield* source.read()) {
    some = true
    reader.push(bytes)
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      if (entry === 'broken') return yield* complain(io, 'This does not look like a tar archive', 2)
      if (entry === 'end') {
        // the rest is drained, so that whoever sends it is not cut off
        while ((yield* source.read()) !== undefined);
        return code
      }
      code = Math.max(code, yield* take(entry))
    }
  }
  return some ? yield* complain(io, 'Unexpected EOF in archive', 2) : yield* complain(io, 'This does not look like a tar archive', 2)
}

/** `tar xf` is `tar -x -f`. */
function withDash(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args
  return first === undefined || first.startsWith('-') ? args : [`-${first}`, ...rest]
}

export const tar: Tool = function* (io) {
  const flags = parseFlags(withDash(io.args), 'cxtvzmpNOf:C:', longOptions)
  if (!flags.ok) return yield* complain(io, flags.error, 2)
  const { has, get, operands } = flags.value
  const base = pathOf(io, get('C') ?? '.')
  const directory = io.world.files.find(base)
  if (!directory.ok) return yield* complain(io, `${get('C')}: Cannot open: ${problemTexts[directory.error]}`, 2)
  const file = get('f') ?? '-'
  if (has('c')) {
    if (file === '-' && !has('z')) return yield* create(io, base, operands, has('v'), (bytes) => io.stdout.write(bytes))
    const parts: Uint8Array[] = []
    const code = yield* create(io, base, operands, has('v'), function* (bytes) {
      return parts.push(bytes) > 0
    })
    const whole = has('z') ? yield* answer(promisify(gzip)(Buffer.concat(parts))) : Buffer.concat(parts)
    if (file === '-') return (yield* io.stdout.write(whole)) ? code : 141
    const written = io.world.files.write(pathOf(io, file), whole)
    return written.ok ? code : yield* complain(io, `${file}: Cannot open: ${problemTexts[written.error]}`, 2)
  }
  if (!has('x') && !has('t')) return yield* complain(io, "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2)
  const opened = file === '-' ? { ok: true as const, value: io.stdin } : openFile(io, file)
  if (!opened.ok) return yield* complain(io, `${file}: Cannot open: ${problemTexts[opened.error]}`, 2)
  let source = opened.value
  if (has('z')) {
    try {
      source = openBytes(yield* answer(promisify(gunzip)(yield* readAll(source), { maxOutputLength: maxUnpacked })))
    } catch {
      return yield* complain(io, 'not in gzip format', 2)
    }
  }
  return yield* readArchive(io, source, function* (entry) {
    if (has('t') || has('v')) yield* say(has('t') ? io.stdout : io.stderr, `${entry.name}${entry.kind === 'directory' ? '/' : ''}\n`)
    return has('t') ? 0 : yield* extractEntry(io, base, entry)
  })
}
