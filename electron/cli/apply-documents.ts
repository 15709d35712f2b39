import type { Cluster } from '../cluster/index.ts'
import type { ManifestDocument } from '../manifest/index.ts'
import { formatDocumentErrors } from './document-errors.ts'

/** Applies what can be applied of some documents. Resolves with what could not: `file:line: why`, with the column where the text is at fault. */
export async function applyDocuments(cluster: Pick<Cluster, 'apply'>, documents: readonly ManifestDocument[]): Promise<readonly string[]> {
  const problems = documents.flatMap(formatDocumentErrors)
  let rest = documents.flatMap(({ file, line, object }) => (object === undefined ? [] : [{ file, line, object }]))
  // All or nothing is for those who can mend it and try again.
  for (let applied = rest.length === 0; !applied;) {
    const asked = rest
    const report = await cluster.apply(asked.map(({ object }) => object), { source: (place) => asked[place]!.file })
    const refused = new Set<number>()
    for (const [place, outcome] of report.outcomes.entries()) {
      if (outcome.outcome !== 'refused') continue
      refused.add(place)
      problems.push(`${asked[place]!.file}:${asked[place]!.line}: ${outcome.message}`)
    }
    rest = asked.filter((_document, place) => !refused.has(place))
    applied = refused.size === 0 || rest.length === 0
  }
  return problems
}
