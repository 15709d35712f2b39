import { readFile } from 'node:fs/promises'

/** Where a server is, and what a client needs to trust it and to be let in. */
export interface Kubeconfig {
  readonly server: string
  readonly token: string
  /** Certificate of its authority, as PEM. */
  readonly ca: string
}

/** Reads a kubeconfig as the program writes it. */
export async function readKubeconfig(file: string): Promise<Kubeconfig> {
  const text = await readFile(file, 'utf8')
  const read = (field: string) => new RegExp(`${field}: "?([^"\\s]+)`).exec(text)?.[1] ?? ''
  return { server: read('server'), token: read('token'), ca: Buffer.from(read('certificate-authority-data'), 'base64').toString() }
}
