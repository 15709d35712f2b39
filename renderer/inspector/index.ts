/** The panel that shows the object in hand: what it is, its labels, why it matches or not, containers, YAML, events. */
export { Inspector } from './inspector.tsx'
