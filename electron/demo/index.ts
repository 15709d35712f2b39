export type { DemoParts } from './demo-log.ts'
export { createDemoLog } from './demo-log.ts'
export { isLive, parseDemoSize } from './demo-size.ts'
