import { splitName } from './split-name.ts'

/** A name that, too long for its place, loses its middle: the end tells replicas apart. */
export function LongName({ name, className }: { readonly name: string; readonly className: string }) {
  const [front, end] = splitName(name)
  if (end === '') return <span className={`${className} ellipsis`}><bdi>{name}</bdi></span>
  return <span className={`${className} long-name`}><span className="ellipsis">{front}</span><span>{end}</span></span>
}
