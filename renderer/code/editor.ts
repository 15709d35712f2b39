import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { Compartment, EditorState, type Extension, type Text } from '@codemirror/state'
import { EditorView, highlightActiveLine, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { CodeMark } from './code-mark.ts'

export interface EditorInput {
  readonly text: string
  readonly label: string
  readonly marks: readonly CodeMark[]
  readonly onChange: ((text: string) => void) | undefined
}

export interface Editor {
  /** Takes over another text, other marks, other callbacks. */
  show(input: EditorInput): void
  focus(): void
  close(): void
}

// Colour means state, so the parts of YAML differ in weight and slant.
const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.comment, tags.lineComment], color: 'var(--muted)', fontStyle: 'italic' },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], fontWeight: '600' },
  { tag: [tags.punctuation, tags.separator, tags.meta], color: 'var(--muted)' },
])

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--text)', backgroundColor: 'transparent', fontSize: '12px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '18px' },
  '.cm-content': { caretColor: 'var(--text)', padding: '4px 0' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--muted)', border: 'none' },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--text) 5%, transparent)' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--accent) 28%, transparent)',
  },
  '.cm-specialChar': { color: 'var(--state-failed)' },
  '.cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--text)', border: '1px solid var(--line)', borderRadius: '6px' },
  '.cm-diagnostic': { fontFamily: 'var(--mono)', maxWidth: '48ch', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  '.cm-lint-marker': { height: '18px' },
  '.cm-lint-marker-error': { content: 'normal', color: 'var(--state-failed)', fontWeight: '700', textAlign: 'center' },
  '.cm-lint-marker-error::before': { content: '"×"' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--state-failed)' },
})

function placeMark(doc: Text, mark: CodeMark): Diagnostic {
  const line = doc.line(Math.min(Math.max(mark.line, 1), doc.lines))
  const from = Math.min(line.from + Math.max(mark.column - 1, 0), line.to)
  const word = /^\S+/.exec(doc.sliceString(from, line.to))?.[0].length ?? line.to - from
  return { from: mark.column === 0 ? line.from : from, to: mark.column === 0 ? line.to : from + word, severity: 'error', message: mark.message }
}

/** Opens an editor in `host`, which it fills. */
export function openEditor(host: HTMLElement, first: EditorInput): Editor {
  let input = first
  let fromOutside = false
  let shownMarks: readonly CodeMark[] | null = null
  const access = new Compartment()
  const accessOf = ({ onChange, label }: EditorInput): Extension => [
    EditorState.readOnly.of(onChange === undefined),
    onChange === undefined ? EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }) : [
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      highlightActiveLine(),
      lintGutter(),
    ],
    EditorView.editable.of(onChange !== undefined),
  ]
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  const view = new EditorView({
    parent: host,
    state: EditorState.create({
      doc: input.text,
      extensions: [
        ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        history(),
        lineNumbers(),
        highlightSpecialChars({ addSpecialChars: /\t/ }),
        yaml(),
        indentUnit.of('  '),
        syntaxHighlighting(HIGHLIGHT),
        THEME,
        access.of(accessOf(input)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !fromOutside) input.onChange?.(update.state.doc.toString())
        }),
      ],
    }),
  })
  const mark = () => {
    if (input.marks === shownMarks) return
    shownMarks = input.marks
    view.dispatch(setDiagnostics(view.state, input.marks.map((each) => placeMark(view.state.doc, each))))
  }
  mark()
  return {
    show(next) {
      const before = input
      input = next
      if ((before.onChange === undefined) !== (next.onChange === undefined) || before.label !== next.label) {
        view.dispatch({ effects: access.reconfigure(accessOf(next)) })
      }
      const shown = view.state.doc.toString()
      if (next.text !== shown && next.text !== before.text) {
        fromOutside = true
        view.dispatch({ changes: { from: 0, to: shown.length, insert: next.text } })
        fromOutside = false
        shownMarks = null
      }
      mark()
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}
