/** YAML shown and edited: the only place that knows CodeMirror, which is loaded when first needed. */
export { CodeView } from './code-view.tsx'
export { markErrors, type CodeMark } from './code-mark.ts'
