/** Something wrong at a place of a text. Lines and columns count from 1; column 0 stands for the whole line. */
export interface CodeMark {
  readonly line: number
  readonly column: number
  readonly message: string
}
