import type { DocumentError } from '../../shared/ipc/contract.ts'

/** Something wrong at a place of a text. Lines and columns count from 1; column 0 stands for the whole line. */
export interface CodeMark {
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Errors that have a place as marks in a text that begins at line `first` of its file. */
export function markErrors(errors: readonly DocumentError[], first: number): readonly CodeMark[] {
  return errors.flatMap(({ message, position }) => (position === undefined ? [] : [{ line: position.line - first + 1, column: position.column, message }]))
}
