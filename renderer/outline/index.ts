export { foldLargeCluster } from './large-cluster.ts'
export { Outline } from './outline.tsx'
