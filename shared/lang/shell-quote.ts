const PLAIN = /^[A-Za-z0-9_\-./:=,@%+]+$/

/** `word` as one word of a POSIX shell: as it is when nothing in it is special, in single quotes otherwise. */
export function quoteShell(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

/** A command line of a POSIX shell made of these words. */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoteShell).join(' ')
}
