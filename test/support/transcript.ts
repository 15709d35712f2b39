/** One thing that a transcript does. */
export type Step =
  /** Writes a file into the transcript's folder. */
  | { readonly does: 'file'; readonly name: string; readonly text: string }
  /** Runs a command of which nothing but its success is asked. */
  | { readonly does: 'prepare'; readonly command: string; readonly line: number }
  /** Runs a command and compares what it prints, both outputs together, and its exit status. */
  | { readonly does: 'compare'; readonly command: string; readonly line: number; readonly output: string; readonly exit: number }

/**
 * Reads a transcript: `$ command` and below it what it prints, `[exit 1]` at the end when it fails; `% command` runs without comparing;
 * `> name` begins a file that ends at the next line of one of these kinds. What stands before the first of them, and lines that begin
 * with `##`, are for the reader and the ledger.
 */
export function parseTranscript(text: string): readonly Step[] {
  const steps: Step[] = []
  let rest: string[] = []
  let finish = (_body: readonly string[]): Step | undefined => undefined
  const close = () => {
    const step = finish(rest)
    if (step !== undefined) steps.push(step)
    rest = []
  }
  for (const [index, line] of text.split('\n').entries()) {
    const mark = /^([$%>]) (.*)$/.exec(line)
    if (mark === null) {
      if (!line.startsWith('##')) rest.push(line)
      continue
    }
    close()
    const [, kind, content = ''] = mark
    if (kind === '>') finish = (body) => ({ does: 'file', name: content, text: `${body.join('\n').trimEnd()}\n` })
    else if (kind === '%') finish = () => ({ does: 'prepare', command: content, line: index + 1 })
    else finish = (body) => ({ does: 'compare', command: content, line: index + 1, ...splitExit(body.join('\n').trimEnd()) })
  }
  close()
  return steps
}

/** A behaviour that a transcript shows: what it is, in English and Korean, and the page or source that says so upstream. */
export interface Behaviour {
  readonly en: string
  readonly ko: string
  readonly rule: string
  /** Commands that show it. */
  readonly commands: number
}

/** What a transcript is about, in English and Korean, and the behaviours that it shows. */
export interface Described {
  readonly title: { readonly en: string; readonly ko: string }
  readonly behaviours: readonly Behaviour[]
}

/**
 * The title of a transcript, `# text` and `##ko text` on its first lines, and its behaviours: each is `## text`, `##ko text` and
 * `##rule docs: page` (below kubernetes.io/docs) or `##rule source: file`, before the commands that show it. Throws on what is not whole.
 */
export function readBehaviours(text: string): Described {
  const behaviours: Behaviour[] = []
  const lines = text.split('\n')
  const [en, ko] = [/^# (.+)$/.exec(lines[0] ?? '')?.[1], /^##ko (.+)$/.exec(lines[1] ?? '')?.[1]]
  if (en === undefined || ko === undefined) throw new Error('a transcript begins with its title, and that in Korean: # and ##ko')
  for (const [index, line] of lines.entries()) {
    if (!line.startsWith('## ')) continue
    const translated = /^##ko (.+)$/.exec(lines[index + 1] ?? '')?.[1]
    const rule = /^##rule ((docs|source): \S.*)$/.exec(lines[index + 2] ?? '')?.[1]
    if (translated === undefined || rule === undefined) throw new Error(`line ${index + 1}: a behaviour needs its ##ko and ##rule lines`)
    const rest = lines.slice(index + 3)
    const end = rest.findIndex((next) => next.startsWith('## '))
    behaviours.push({ en: line.slice(3), ko: translated, rule, commands: rest.slice(0, end === -1 ? undefined : end).filter((next) => next.startsWith('$ ')).length })
  }
  return { title: { en, ko }, behaviours }
}

function splitExit(body: string): { readonly output: string; readonly exit: number } {
  const exit = /\n?\[exit (\d+)\]$/.exec(body)
  return exit === null ? { output: body, exit: 0 } : { output: body.slice(0, exit.index), exit: Number(exit[1]) }
}

// Words that differ from run to run, or from one version of kubectl to the next, and what stands for them.
const words: readonly (readonly [RegExp, string])[] = [
  [/(?<=\bdeleted) from [a-z0-9-]+ namespace\b/g, ''],
  [/^error: no objects passed to scale (?=.* not found$)/gm, 'Error from server (NotFound): '],
  [/^(Warning: version difference between client|Flag --cpu-percent has been deprecated|All commands and output from this session will be recorded|\s*creationTimestamp: null$).*\n?/gm, ''],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g, 'UID'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z| \+0000)?( UTC)?/g, 'TIME'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000/g, 'TIME'],
  [/https:\/\/127\.0\.0\.1:\d+/g, 'SERVER'],
  [/\b10\.\d+\.\d+\.\d+\b/g, 'IP'],
  [/-[bcdf-hj-np-tv-z2-9]{8,10}-[bcdf-hj-np-tv-z2-9]{5}\b/g, '-HASH-RANDOM'],
  [/-[0-9a-f]{8,10}-[bcdf-hj-np-tv-z2-9]{5}\b/g, '-HASH-RANDOM'],
  [/-(?=[a-z0-9]*\d)[0-9a-f]{8,10}\b/g, '-HASH'],
  [/(?<=resourceVersion: ")\d+(?=")/g, 'RV'],
  [/\/tmp\/(LIVE|MERGED)-\d+/g, '/tmp/$1'],
  [/(?<![\w.:/=-])(\d+y)?(\d+d)?(\d+h)?(\d+m)?(\d+(\.\d+)?s)?(?<=\d[ydhms])(?![\w.:/-])/g, 'AGE'],
]

/** Output with what differs from run to run replaced, and columns set apart by two blanks. */
export function normalizeOutput(text: string): string {
  const same = words.reduce((line, [pattern, word]) => line.replaceAll(pattern, word), text)
  return same.split('\n').map((line) => line.replaceAll(/(?<=\S) {2,}/g, '  ').trimEnd()).join('\n').trimEnd()
}
