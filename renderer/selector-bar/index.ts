export { SelectorBar } from './selector-bar.tsx'
export { focusSelectorInput } from './selector-input.tsx'
