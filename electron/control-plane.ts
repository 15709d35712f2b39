/** What the program loads when its window shows the cluster, and no sooner. */
export { startApiServer } from './apiserver/index.ts'
export { startSimulation } from './simulation/index.ts'
