export { FidelitySheet } from './fidelity-sheet.tsx'
