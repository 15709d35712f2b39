import type { YAMLError } from 'yaml'

/** What is said once of a document whose TABs make it unreadable. */
export const tabMessage = 'found character that cannot start any token: found a TAB used as indentation. YAML is indented with spaces only'

/** kubectl's words for a syntax error where it has some, then a sentence for those who see them the first time. */
export function wordSyntaxError(error: YAMLError, text: string): string {
  const message = error.message
  const line = text.slice(text.lastIndexOf('\n', error.pos[0] - 1) + 1)
  if (/^---[^\s]/.test(line)) return `invalid Yaml document separator: ${/^---(.*)/.exec(line)?.[1]?.trim() ?? ''}`
  const code: string = error.code
  switch (code) {
    case 'TAB_AS_INDENT':
      return tabMessage
    case 'BAD_SCALAR_START':
      return `found character that cannot start any token. A value that begins with ${text[error.pos[0]] ?? ''} is to be put in quotes`
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'mapping values are not allowed in this context. There is a second "key: value" where a plain value stands: put the value in quotes, or check the indentation'
    case 'MULTILINE_IMPLICIT_KEY':
      return "could not find expected ':'. A key needs a colon and a space after it"
    case 'BAD_DQ_ESCAPE':
      return `found unknown escape character. ${message}; in double quotes a backslash is written \\\\`
    case 'MULTIPLE_ANCHORS': case 'MULTIPLE_TAGS':
      return `did not find expected key. ${message}`
    default:
      return wordByMessage(message)
  }
}

const wordings: readonly (readonly [RegExp, string])[] = [
  [/^All mapping items must start/, 'did not find expected key. This line is indented neither as the keys above it nor as something within them'],
  [/^All sequence items must start/, "did not find expected '-' indicator. This line is indented neither as the items above it nor as something within them"],
  [/^Flow sequence (?:in block|must end)|^Missing ,.* between flow sequence/, "did not find expected ',' or ']'. A list opened with [ is not closed, or a comma is missing"],
  [/^Flow map (?:in block|must end)|^Missing ,.* between flow map/, "did not find expected ',' or '}'. A mapping opened with { is not closed, or a comma is missing"],
  [/^Missing closing/, 'found unexpected end of stream. A quote is opened and never closed'],
  [/^Implicit map keys? need/, "could not find expected ':'. A key needs a colon and a space after it"],
  [/^Sequence item without - indicator/, "did not find expected '-' indicator. This line is indented neither as the items above it nor as something within them"],
  [/^Unexpected block-seq-ind on same line/, 'block sequence entries are not allowed in this context. A list begins on the line after its key'],
  [/^Unexpected scalar at node end/, 'did not find expected key. A value ends before this place, and more follows it'],
  [/^Unexpected , in flow/, 'did not find expected node content. A value is missing before the comma'],
  [/^Block scalar header includes extra/, 'did not find expected comment or line break. Text after | or > begins on the next line'],
]

function wordByMessage(message: string): string {
  return wordings.find(([pattern]) => pattern.test(message))?.[1] ?? message
}
