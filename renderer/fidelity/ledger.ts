import ledgerFile from './ledger.json'

/** How faithful the cluster is: what it does as Kubernetes does it, the test that shows it, and how it is known to differ. */
export interface Ledger {
  /** The version that is simulated: `1.32.4`. */
  readonly kubernetes: string
  readonly transcripts: readonly {
    readonly file: string
    readonly title: { readonly en: string; readonly ko: string }
    /** Minor versions of kubectl that replayed it to its end. */
    readonly passed: readonly string[]
    readonly behaviours: readonly {
      readonly en: string
      readonly ko: string
      /** `docs: page` below kubernetes.io/docs, or `source: file` of Kubernetes. */
      readonly rule: string
      readonly commands: number
    }[]
  }[]
  readonly kinds: readonly { readonly kind: string; readonly apiVersion: string; readonly resource: string; readonly namespaced: boolean }[]
  readonly deviations: readonly { readonly kinds: readonly string[]; readonly en: string; readonly ko: string }[]
}

/** The ledger as `npm run ledger` wrote it last. */
export const ledger: Ledger = ledgerFile
