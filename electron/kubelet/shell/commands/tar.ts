import { problemTexts, resolvePath } from '../file-system.ts'
import { createTarReader, encodeEnd, encodeEntry, type TarEntry } from '../tar-archive.ts'
import { complain, openFile, parseFlags, pathOf, readAll, say, type Tool, type ToolIo } from '../tool.ts'
import { makeParents } from './files.ts'
import { gunzip, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { openBytes } from '../tool.ts'
import type { ByteSource } from '../../../../shared/lang/pipe.ts'

const longOptions = {
  create: 'c', extract: 'x', list: 't', file: 'f', directory: 'C', verbose: 'v', gzip: 'z', touch: 'm',
  'no-same-permissions': 'N', 'no-same-owner': 'O', 'preserve-permissions': 'p',
}

/** Most that a compressed archive may grow to. */
const maxUnpacked = 256 * 1024 * 1024

type Write = (bytes: Uint8Array) => Promise<boolean>

async function addTree(io: ToolIo, path: string, name: string, verbose: boolean, write: Write): Promise<number> {
  const { files } = io.world
  const found = files.find(path)
  if (!found.ok) return complain(io, `${name}: Cannot stat: ${problemTexts[found.error]}`, 2)
  if (found.value.kind === 'device') return 0
  const { kind, mode, modified } = found.value
  if (verbose) await say(io.stderr, `${name}${kind === 'directory' ? '/' : ''}\n`)
  const bytes = found.value.kind === 'file' ? found.value.content() : new Uint8Array()
  if (!(await write(encodeEntry({ kind, name, mode, modified, bytes })))) return 141
  if (kind !== 'directory') return 0
  const listed = files.list(path)
  let code = 0
  for (const child of listed.ok ? listed.value : []) {
    code = Math.max(code, await addTree(io, resolvePath(path, child), `${name === '.' ? '.' : name}/${child}`, verbose, write))
  }
  return code
}

async function create(io: ToolIo, base: string, operands: readonly string[], verbose: boolean, write: Write): Promise<number> {
  if (operands.length === 0) return complain(io, 'Cowardly refusing to create an empty archive', 2)
  let code = 0
  for (const operand of operands) {
    const name = operand.replace(/^(\.?\/)+/, '').replace(/\/+$/, '') || '.'
    if (operand.startsWith('/')) await complain(io, io.busybox ? "removing leading '/' from member names" : "Removing leading `/' from member names")
    code = Math.max(code, await addTree(io, resolvePath(base, operand), name, verbose, write))
  }
  await write(encodeEnd())
  if (code === 2) await complain(io, 'Exiting with failure status due to previous errors')
  return code
}

async function extractEntry(io: ToolIo, base: string, entry: TarEntry): Promise<number> {
  // a member's name stays under the directory: `..` and a leading slash lead nowhere else
  const path = resolvePath(base, resolvePath('/', entry.name).slice(1))
  const parent = entry.kind === 'directory' ? path : resolvePath(path, '..')
  const made = makeParents(io, parent)
  const written = made === undefined && entry.kind === 'file' ? io.world.files.write(path, entry.bytes, entry.mode) : undefined
  const problem = made ?? (written?.ok === false ? written.error : undefined)
  return problem === undefined ? 0 : complain(io, `${entry.name}: Cannot open: ${problemTexts[problem]}`, 2)
}

async function readArchive(io: ToolIo, source: ByteSource, take: (entry: TarEntry) => Promise<number>): Promise<number> {
  const reader = createTarReader()
  let code = 0
  let some = false
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) {
    some = true
    reader.push(bytes)
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      if (entry === 'broken') return complain(io, 'This does not look like a tar archive', 2)
      if (entry === 'end') {
        // the rest is drained, so that whoever sends it is not cut off
        while ((await source.read()) !== undefined);
        return code
      }
      code = Math.max(code, await take(entry))
    }
  }
  return some ? complain(io, 'Unexpected EOF in archive', 2) : complain(io, 'This does not look like a tar archive', 2)
}

/** `tar xf` is `tar -x -f`. */
function withDash(args: readonly string[]): readonly string[] {
  const [first, ...rest] = args
  return first === undefined || first.startsWith('-') ? args : [`-${first}`, ...rest]
}

export const tar: Tool = async (io) => {
  const flags = parseFlags(withDash(io.args), 'cxtvzmpNOf:C:', longOptions)
  if (!flags.ok) return complain(io, flags.error, 2)
  const { has, get, operands } = flags.value
  const base = pathOf(io, get('C') ?? '.')
  const directory = io.world.files.find(base)
  if (!directory.ok) return complain(io, `${get('C')}: Cannot open: ${problemTexts[directory.error]}`, 2)
  const file = get('f') ?? '-'
  if (has('c')) {
    if (file === '-' && !has('z')) return create(io, base, operands, has('v'), (bytes) => io.stdout.write(bytes))
    const parts: Uint8Array[] = []
    const code = await create(io, base, operands, has('v'), async (bytes) => parts.push(bytes) > 0)
    const whole = has('z') ? await promisify(gzip)(Buffer.concat(parts)) : Buffer.concat(parts)
    if (file === '-') return (await io.stdout.write(whole)) ? code : 141
    const written = io.world.files.write(pathOf(io, file), whole)
    return written.ok ? code : complain(io, `${file}: Cannot open: ${problemTexts[written.error]}`, 2)
  }
  if (!has('x') && !has('t')) return complain(io, "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2)
  const opened = file === '-' ? { ok: true as const, value: io.stdin } : openFile(io, file)
  if (!opened.ok) return complain(io, `${file}: Cannot open: ${problemTexts[opened.error]}`, 2)
  let source = opened.value
  if (has('z')) {
    try {
      source = openBytes(await promisify(gunzip)(await readAll(source), { maxOutputLength: maxUnpacked }))
    } catch {
      return complain(io, 'not in gzip format', 2)
    }
  }
  return readArchive(io, source, async (entry) => {
    if (has('t') || has('v')) await say(has('t') ? io.stdout : io.stderr, `${entry.name}${entry.kind === 'directory' ? '/' : ''}\n`)
    return has('t') ? 0 : extractEntry(io, base, entry)
  })
}
