export { openTerminals, type OpenTerminalsOptions } from './open-terminals.ts'
export type { Kubectl } from './kubectl.ts'
export type { Terminals } from './terminals.ts'
