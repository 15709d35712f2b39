import { rememberByImage } from './by-image.ts'
import { splitImage } from './image-reference.ts'

/** How a container runtime names an image once it is there: in full, and by its digest (made up of the name, for want of content). */
export const describeImage = rememberByImage((image): { readonly name: string; readonly id: string } => {
  const { registry, repository, tag } = splitImage(image)
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? `sha256:${digestOf(`${registry}/${repository}:${tag}`)}`
  return { name: image.includes('@') ? image : `${registry}/${repository}:${tag}`, id: `${registry}/${repository}@${digest}` }
})

/** 64 hexadecimal digits: FNV-1a of the text, eight times over. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5
  let digest = ''
  for (let part = 0; part < 8; part++) {
    for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index) ^ part, 0x01000193)
    digest += (hash >>> 0).toString(16).padStart(8, '0')
  }
  return digest
}
