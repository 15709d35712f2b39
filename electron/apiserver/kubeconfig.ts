import { Buffer } from 'node:buffer'
import type { Credentials } from './credentials.ts'

const name = 'podscape'

/** A kubeconfig whose one context, `podscape`, leads to the server at this URL. */
export function formatKubeconfig(server: string, { cert, token }: Pick<Credentials, 'cert' | 'token'>): string {
  return [
    'apiVersion: v1',
    'kind: Config',
    'clusters:',
    `- name: ${name}`,
    '  cluster:',
    `    server: ${server}`,
    `    certificate-authority-data: ${Buffer.from(cert).toString('base64')}`,
    'users:',
    `- name: ${name}`,
    '  user:',
    `    token: ${token}`,
    'contexts:',
    `- name: ${name}`,
    '  context:',
    `    cluster: ${name}`,
    `    user: ${name}`,
    `current-context: ${name}`,
    '',
  ].join('\n')
}
