/** Where client-side `kubectl apply` keeps the manifest that an object was last applied from. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration'
