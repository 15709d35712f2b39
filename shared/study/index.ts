/** The study notes as data. */
export { SAMPLES, SAMPLE_SELECTORS, type Sample } from './samples.ts'
