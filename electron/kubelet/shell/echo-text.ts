const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b', '\\': '\\', '0': '\0' }

/** Backslash escapes as `echo -e` and `printf` know them. */
export function unescape(text: string): string {
  return text.replaceAll(/\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|(.))/gs, (all, hex: string | undefined, octal: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16))
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255)
    return escapes[letter ?? ''] ?? all
  })
}

/** What `echo` prints: `-n` leaves the line open, `-e` knows escapes. */
export function formatEcho(args: readonly string[]): string {
  let at = 0
  const options = new Set<string>()
  while (/^-[neE]+$/.test(args[at] ?? '')) for (const letter of (args[at++] ?? '').slice(1)) options.add(letter)
  const text = args.slice(at).join(' ')
  return (options.has('e') ? unescape(text) : text) + (options.has('n') ? '' : '\n')
}
