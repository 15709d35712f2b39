const VERBS = ['created', 'updated', 'labeled', 'deleted', 'applied', 'patched', 'scaled', 'evicted', 'bound'] as const

/** A command that was taken back. */
export interface UndoneCommand {
  readonly verb: (typeof VERBS)[number]
  /** The one object it was about (`pod/kubia`), or how many there were, of what plural: `objects`, `pods`. */
  readonly about: { readonly object: string } | { readonly count: number; readonly plural: string }
}

/** Reads a command as the cluster says it (`deleted pod/kubia`, `labeled 3 objects`), so that it can be said in the person's language; null for another. */
export function readUndone(command: string): UndoneCommand | null {
  const [, said = '', count, plural, object = ''] = /^(\w+) (?:(\d+) (\w+)|(\S+\/\S+))$/.exec(command) ?? []
  const verb = VERBS.find((one) => one === said)
  if (verb === undefined) return null
  return { verb, about: count === undefined || plural === undefined ? { object } : { count: Number(count), plural } }
}
