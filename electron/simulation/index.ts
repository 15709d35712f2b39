export { startSimulation } from './start-simulation.ts'
