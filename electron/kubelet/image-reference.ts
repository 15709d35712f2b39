import { rememberByImage } from './by-image.ts'

/** Why an image cannot be had, if so; in the container runtime's words. */
export type ImageProblem =
  | { readonly reason: 'InvalidImageName'; readonly message: string }
  | { readonly reason: 'ErrImagePull'; readonly message: string }

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const reference = new RegExp(`^(?:[A-Za-z0-9.-]+(?::[0-9]+)?/)?${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`)

/** What people write to see a pull fail, as a part of a name or a tag. */
const impossible = /(?:^|[-_./:])(?:nosuch|no-such|nonexist|non-exist|nonexistent|non-existent|doesnotexist|does-not-exist|doesntexist|notfound|not-found|missing-image|unknown-image|wrong|bogus|typo)/

/** Common misspellings of the best known images, which the public registry does not have. */
const misspelt = new Set(['ngnix', 'ngingx', 'nginxx', 'ngix', 'reddis', 'radis', 'bussybox', 'busibox', 'apline', 'postgress', 'mysq', 'mongodb-server', 'httpdd'])

export const findImageProblem = rememberByImage((image): ImageProblem | undefined => {
  if (!reference.test(image)) {
    const why = /[A-Z]/.test(image) ? `repository name (library/${image}) must be lowercase` : 'invalid reference format'
    const told = why === 'invalid reference format' ? why : `invalid reference format: ${why}`
    return { reason: 'InvalidImageName', message: `Failed to apply default image tag "${image}": couldn't parse image name "${image}": ${told}` }
  }
  const { repository, tag, registry } = splitImage(image)
  if (!impossible.test(`${repository}:${tag}`) && !misspelt.has(repository.replace(/^library\//, '')) && !registry.endsWith('.invalid')) return undefined
  return { reason: 'ErrImagePull', message: describeFailure(registry, repository, tag) }
})

function describeFailure(registry: string, repository: string, tag: string): string {
  const full = `${registry}/${repository}:${tag}`
  const head = `failed to pull and unpack image "${full}": failed to resolve reference "${full}":`
  if (registry.endsWith('.invalid')) return `${head} failed to do request: Head "https://${registry}/v2/${repository}/manifests/${tag}": dial tcp: lookup ${registry}: no such host`
  // A known image with a tag that it does not have is told apart from no image at all.
  if (impossible.test(`:${tag}`)) return `rpc error: code = NotFound desc = ${head.replace(/ failed to resolve.*/, '')} failed to resolve reference "${full}": ${full}: not found`
  return `${head} pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
}

/** `nginx` is `docker.io`, `library/nginx`, `latest`. */
export function splitImage(image: string): { readonly registry: string; readonly repository: string; readonly tag: string } {
  const plain = image.split('@')[0] ?? ''
  const slash = plain.indexOf('/')
  const first = plain.slice(0, Math.max(0, slash))
  const hosted = slash !== -1 && (/[.:]/.test(first) || first === 'localhost')
  const path = hosted ? plain.slice(slash + 1) : plain
  const colon = path.lastIndexOf(':')
  const name = colon === -1 ? path : path.slice(0, colon)
  return {
    registry: hosted ? first : 'docker.io',
    repository: hosted || name.includes('/') ? name : `library/${name}`,
    tag: colon === -1 ? 'latest' : path.slice(colon + 1),
  }
}
