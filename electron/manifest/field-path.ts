/** `spec.containers[0].name`, `metadata.labels[app.kubernetes.io/name]` as its steps: keys and indices alike as strings. */
export function parseFieldPath(path: string): readonly string[] {
  const steps: string[] = []
  const step = /\[([^\]]*)\]|([^.[]+)/g
  for (const match of path.matchAll(step)) steps.push(match[1] ?? match[2] ?? '')
  return steps
}
