import type { DocumentReport, ImportReport } from '../../shared/ipc/contract.ts'
import type { ApplyOutcome, ApplyReport } from '../cluster/index.ts'
import type { ManifestDocument } from '../manifest/index.ts'
import { explainRefusal } from './explain-refusal.ts'

/** What the cluster answered for the documents at `places`. */
export type Answer = ApplyReport & { readonly places: readonly number[] }

/** Places (in the import) of the documents that the cluster refused. */
export function refusedPlaces({ places, outcomes }: Answer): ReadonlySet<number> {
  return new Set(places.filter((_place, index) => outcomes[index]!.outcome === 'refused'))
}

/**
 * Puts together what the reader said of each document and what the cluster said, in the documents' order. Of `answers`, the cluster's
 * in the order given, a later one outweighs an earlier one; that one counts for the documents that were left out after it.
 */
export function reportImport(id: string, documents: readonly ManifestDocument[], answers: readonly Answer[]): ImportReport {
  const outcomes = new Map<number, ApplyOutcome>()
  for (const { places, outcomes: said } of answers) places.forEach((place, index) => outcomes.set(place, said[index]!))
  const last = answers.at(-1)
  return {
    id,
    applied: last?.applied ?? false,
    documents: documents.map((document, place) => reportDocument(document, outcomes.get(place))),
    ...(last?.undo === undefined ? {} : { undo: last.undo }),
  }
}

function reportDocument(document: ManifestDocument, outcome: ApplyOutcome | undefined): DocumentReport {
  const place = { file: document.file, index: document.index, line: document.line }
  if (outcome === undefined) return { ...place, outcome: 'refused', errors: document.errors, warnings: document.warnings, text: document.text }
  if (outcome.outcome === 'refused') {
    const errors = explainRefusal(document, outcome)
    return { ...place, ...(outcome.ref === undefined ? {} : { object: outcome.ref }), outcome: 'refused', errors, warnings: document.warnings, text: document.text }
  }
  return { ...place, object: outcome.ref, outcome: outcome.outcome, errors: [], warnings: [...document.warnings, ...outcome.warnings] }
}
