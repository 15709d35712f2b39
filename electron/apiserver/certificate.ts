import { X509Certificate } from 'node:crypto'

/** A certificate and its private key, as PEM. The certificate is its own authority. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

const day = 24 * 60 * 60 * 1000
const validity = 3650 * day

/** Makes a certificate for the loopback address, good for ten years from `now` (milliseconds since 1970). */
export async function makeCertificate(now: number): Promise<Certificate> {
  // Loaded only here: it takes longer to start than all the rest of the server, and a certificate is made once in ten years.
  const { generate } = await import('selfsigned')
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'podscape' }], {
    keyType: 'ec', curve: 'P-256', algorithm: 'sha256',
    // Clocks of client and server are the same, but for leap seconds and the like.
    notBeforeDate: new Date(now - day), notAfterDate: new Date(now + validity),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }, { type: 2, value: 'localhost' }] },
    ],
  })
  return { cert, key }
}

/** Whether a certificate read from a file can serve for another day. */
export function isUsable({ cert, key }: Certificate, now: number): boolean {
  try {
    const { validFrom, validTo } = new X509Certificate(cert)
    return key.includes('PRIVATE KEY') && Date.parse(validFrom) <= now && Date.parse(validTo) > now + day
  } catch {
    return false
  }
}
