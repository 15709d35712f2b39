export { createFileGrants, type FileGrants } from './file-grants.ts'
export { openGate } from './gate.ts'
export { createHandlers, sendEvent, type Running } from './handlers.ts'
export { createImports, type Imports } from './imports.ts'
