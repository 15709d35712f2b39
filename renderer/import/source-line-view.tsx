import type { SourcePosition } from '../../shared/ipc/contract.ts'
import { cutLine } from './source-line.ts'

interface Props {
  readonly line: string
  readonly position: SourcePosition
}

/** A line of a file with a caret under the character the problem is at. */
export function SourceLineView({ line, position }: Props) {
  const { before, at, after } = cutLine(line, position.column)
  return (
    <pre className="source-line mono">
      <span className="source-number">{position.line}</span>
      {before}
      <span className="source-at">{at === '' ? ' ' : at}</span>
      {after}
    </pre>
  )
}
