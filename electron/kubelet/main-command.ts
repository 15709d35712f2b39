import type { Container } from './container.ts'
import { lookUpImage } from './image-catalogue.ts'
import { splitImage } from './image-reference.ts'
import { commandOf } from './process/run-container.ts'
import { findToolset } from './shell/index.ts'

/** The command line of process 1, as manifest and image give it; of an image that is not known, a guess at its name. */
export function mainCommandOf(container: Container): readonly string[] {
  const { image = '' } = container
  const given = commandOf(container)
  return given.length > 0 ? given : lookUpImage(image).command ?? [splitImage(image).repository.split('/').at(-1) ?? '']
}

/** Whether process 1 is really run, for somebody may speak to it: a shell or a common tool in a container that keeps its input open. */
export function runsAsProcess(container: Container): boolean {
  if (container.stdin !== true) return false
  const [program = ''] = mainCommandOf(container)
  return findToolset(container.image ?? '').tools.has(program.slice(program.lastIndexOf('/') + 1))
}
