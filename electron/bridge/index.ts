export { createFileGrants, type FileGrants } from './file-grants.ts'
export { openGate } from './gate.ts'
export { createHandlers, sendEvent } from './handlers.ts'
export { createImports, type Imports } from './imports.ts'
