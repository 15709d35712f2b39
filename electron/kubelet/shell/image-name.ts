export interface ImageName {
  /** Without registry, `library/` and tag: `nginx`, `luksa/kubia`. */
  readonly repository: string
  /** `latest` when none is given. */
  readonly tag: string
}

/** The parts of an image reference that say what the image does. A digest counts as no tag. */
export function parseImageName(image: string): ImageName {
  const named = image.split('@')[0] ?? ''
  const [first = '', ...rest] = named.split('/')
  const path = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost') ? rest.join('/') : named
  const colon = path.lastIndexOf(':')
  const [repository, tag] = colon > path.lastIndexOf('/') ? [path.slice(0, colon), path.slice(colon + 1)] : [path, 'latest']
  return { repository: repository.replace(/^library\//, ''), tag }
}
