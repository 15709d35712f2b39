export { usePassing } from './use-passing.ts'
