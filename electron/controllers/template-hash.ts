import type { PodTemplate } from '../registry/index.ts'

const letters = 'bcdfghjklmnpqrstvwxz2456789'

/** Names a template: FNV-1a of its JSON, written in the letters that Kubernetes makes names of. `collisions` gives another name for the same one. */
export function hashTemplate(template: PodTemplate | undefined, collisions: number): string {
  const text = JSON.stringify(template) + (collisions === 0 ? '' : String(collisions))
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return [...String(hash >>> 0)].map((digit) => letters[digit.charCodeAt(0) % letters.length]).join('')
}
