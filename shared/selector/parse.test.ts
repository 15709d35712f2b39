import { expect, test } from 'vitest'
import { applyEdit, formatSelector, matches, parseSelector, type SelectorHint } from './index.ts'

const PODS = {
  a: { app: 'web', env: 'prod' }, b: { app: 'web', env: 'dev' }, c: { app: 'db' }, d: { app: 'web', env: '' }, e: {}, f: { cpu: '8', in: 'in', notin: 'x' },
}

// Measured with kubectl 1.32.4.
test.each([
  ['', 'abcdef'],
  [' \t\r\n', 'abcdef'],
  ['app=web', 'abd'],
  ['app==web', 'abd'],
  ['app = web', 'abd'],
  ['app\n=\tweb', 'abd'],
  ['env!=prod', 'bcdef'],
  ['env notin (prod)', 'bcdef'],
  ['env,env notin (prod)', 'bd'],
  ['env', 'abd'],
  ['!env', 'cef'],
  ['! env', 'cef'],
  ['env=', 'd'],
  ['env= ,app', 'd'],
  ['env in ()', 'd'],
  ['env in (,prod)', 'ad'],
  ['env in (prod,)', 'ad'],
  ['env in (prod,,dev)', 'abd'],
  ['env notin ()', 'abcef'],
  ['app in(web)', 'abd'],
  ['cpu>4', 'f'],
  ['cpu<8', ''],
  ['cpu<9', 'f'],
  ['cpu>07', 'f'],
  ['in', 'f'],
  ['in in (in)', 'f'],
  ['notin=x', 'f'],
  ['!in', 'abcde'],
  ['App=web', ''],
  ['app=web,app=db', ''],
  ['app=web,app=web', 'abd'],
  ['constructor', ''],
  ['!constructor', 'abcdef'],
  ['hasOwnProperty=x', ''],
])('%j selects %j', (text, names) => {
  const parsed = parseSelector(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  expect(Object.entries(PODS).flatMap(([name, labels]) => (matches(parsed.value, labels) ? [name] : [])).join('')).toBe(names)
})

const VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"
const NAME =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"
const SUBDOMAIN =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
const UNABLE = 'unable to parse requirement: '
const OPERATORS = 'in, notin, =, ==, !=, gt, lt'
const LONG = 'x'.repeat(64)

// Text, the offending token, Kubernetes' words (measured with kubectl 1.32.4), hint, text after the fix.
test.each<[text: string, token: string, message: string, hint: SelectorHint, mended?: string]>([
  ['app=web,', '', "found '', expected: identifier after ','", 'trailing-comma', 'app=web'],
  [',app=web', ',', "found ',', expected: !, identifier, or 'end of string'", 'leading-comma', 'app=web'],
  ['app=web,,env=prod', ',', "found ',', expected: identifier after ','", 'double-comma', 'app=web,env=prod'],
  ['app in (web', '', `${UNABLE}found '', expected: ',' or ')'`, 'missing-paren', 'app in (web)'],
  ['app in (web,', '', `${UNABLE}found '', expected: ',', or identifier`, 'missing-paren', 'app in (web)'],
  ['app in (', '', `${UNABLE}found '', expected: ',', ')' or identifier`, 'missing-paren'],
  ['app in', '', `${UNABLE}found '' expected: '('`, 'missing-paren'],
  ['app in web', 'web', `${UNABLE}found 'web' expected: '('`, 'missing-paren', 'app in (web)'],
  ['app in web,db', 'web', `${UNABLE}found 'web' expected: '('`, 'missing-paren', 'app in (web,db)'],
  ['app in web,env=prod', 'web', `${UNABLE}found 'web' expected: '('`, 'missing-paren', 'app in (web),env=prod'],
  ['app in web)', 'web', `${UNABLE}found 'web' expected: '('`, 'missing-paren', 'app in (web)'],
  ['app in [web,db]', '[web', `${UNABLE}found '[web' expected: '('`, 'brackets', 'app in (web,db)'],
  ['app in (web db)', 'db', `${UNABLE}found 'db', expected: ',' or ')'`, 'space-instead-of-comma', 'app in (web,db)'],
  ['app in (a=b)', '=', `${UNABLE}found '=', expected: ',' or ')'`, 'list-item'],
  ['app=web env=prod', 'env', "found 'env', expected: ',' or 'end of string'", 'space-instead-of-comma', 'app=web,env=prod'],
  ['app=web and env=prod', 'and', "found 'and', expected: ',' or 'end of string'", 'and-is-comma', 'app=web, env=prod'],
  ['app=web&&env=prod', 'web&&env', `${UNABLE}values[0][app]: Invalid value: "web&&env": ${VALUE}`, 'and-is-comma', 'app=web,env=prod'],
  ['app=web;env=prod', 'web;env', `${UNABLE}values[0][app]: Invalid value: "web;env": ${VALUE}`, 'semicolon-instead-of-comma', 'app=web,env=prod'],
  ['app=web||app=db', 'web||app', `${UNABLE}values[0][app]: Invalid value: "web||app": ${VALUE}`, 'or-not-supported', 'app in (web,db)'],
  ['app=web|db', 'web|db', `${UNABLE}values[0][app]: Invalid value: "web|db": ${VALUE}`, 'or-not-supported', 'app in (web,db)'],
  ['env,app=web or app=db', 'or', "found 'or', expected: ',' or 'end of string'", 'or-not-supported', 'env,app in (web,db)'],
  ['app=web || env=prod', '||', "found '||', expected: ',' or 'end of string'", 'or-not-supported'],
  ['app="web"', '"web"', `${UNABLE}values[0][app]: Invalid value: "\\"web\\"": ${VALUE}`, 'quotes', 'app=web'],
  ['app in ("web","db")', '"db"', `${UNABLE}[values[0][app]: Invalid value: "\\"db\\"": ${VALUE}, values[1][app]: Invalid value: "\\"web\\"": ${VALUE}]`, 'quotes', 'app in (web,db)'],
  ['app="my web"', '"my', `${UNABLE}values[0][app]: Invalid value: "\\"my": ${VALUE}`, 'quotes'],
  ["'app=web'", "'app", `${UNABLE}<nil>: Invalid value: "'app": name part ${NAME}`, 'quotes', 'app=web'],
  ['app=we*', 'we*', `${UNABLE}values[0][app]: Invalid value: "we*": ${VALUE}`, 'wildcard'],
  ['app=*', '*', `${UNABLE}values[0][app]: Invalid value: "*": ${VALUE}`, 'wildcard', 'app'],
  ['app!=*', '*', `${UNABLE}values[0][app]: Invalid value: "*": ${VALUE}`, 'wildcard', '!app'],
  ['app=~web', '~web', `${UNABLE}values[0][app]: Invalid value: "~web": ${VALUE}`, 'regular-expression'],
  [`app=${LONG}`, LONG, `${UNABLE}values[0][app]: Invalid value: "${LONG}": must be no more than 63 characters`, 'value-too-long'],
  ['app=-web', '-web', `${UNABLE}values[0][app]: Invalid value: "-web": ${VALUE}`, 'value-characters'],
  ['app＝web', 'app＝web', `${UNABLE}<nil>: Invalid value: "app＝web": name part ${NAME}`, 'full-width', 'app=web'],
  ['app=web\u00a0,env', 'web\u00a0', `${UNABLE}values[0][app]: Invalid value: "web\\u00a0": ${VALUE}`, 'invisible-character', 'app=web ,env'],
  ['app=\u200bweb', '\u200bweb', `${UNABLE}values[0][app]: Invalid value: "\\u200bweb": ${VALUE}`, 'invisible-character', 'app=web'],
  ['cpu>=4', '=', `${UNABLE}found '=', expected: identifier`, 'gte', 'cpu>3'],
  ['cpu=>4', '>', `${UNABLE}found '>', expected: identifier`, 'gte', 'cpu>3'],
  ['cpu>=0', '=', `${UNABLE}found '=', expected: identifier`, 'gte'],
  ['cpu<=4', '=', `${UNABLE}found '=', expected: identifier`, 'lte', 'cpu<5'],
  ['cpu>abc', 'abc', `${UNABLE}values[0]: Invalid value: "abc": for 'Gt', 'Lt' operators, the value must be an integer`, 'not-an-integer'],
  ['cpu>', '', `${UNABLE}values[0]: Invalid value: "": for 'Gt', 'Lt' operators, the value must be an integer`, 'not-an-integer'],
  ['cpu>-1', '-1', `${UNABLE}values[0][cpu]: Invalid value: "-1": ${VALUE}`, 'value-characters'],
  ['cpu>9223372036854775808', '9223372036854775808', `${UNABLE}values[0]: Invalid value: "9223372036854775808": for 'Gt', 'Lt' operators, the value must be an integer`, 'not-an-integer'],
  ['!app=web', '=', "found '=', expected: ',' or 'end of string'", 'not-before-comparison', 'app!=web'],
  ['!app in (web)', 'in', "found 'in', expected: ',' or 'end of string'", 'not-before-comparison', 'app notin (web)'],
  ['!(app=web)', '(', `${UNABLE}found '(', expected: identifier`, 'not-before-group', 'app!=web'],
  ['!(app=web,env)', '(', `${UNABLE}found '(', expected: identifier`, 'not-before-group'],
  ['!', '', `${UNABLE}found '', expected: identifier`, 'not-alone'],
  ['!!env', '!', `${UNABLE}found '!', expected: identifier`, 'double-not', 'env'],
  ['app!web', '!', `${UNABLE}found '!', expected: ${OPERATORS}`, 'not-equals', 'app!=web'],
  ['app!', '!', `${UNABLE}found '!', expected: ${OPERATORS}`, 'not-equals', '!app'],
  ['app=!web', '!', `${UNABLE}found '!', expected: identifier`, 'not-equals', 'app!=web'],
  ['app<>web', '>', `${UNABLE}found '>', expected: identifier`, 'not-equals', 'app!=web'],
  ['app===web', '=', `${UNABLE}found '=', expected: identifier`, 'triple-equals', 'app==web'],
  ['app=(web,db)', '(', `${UNABLE}found '(', expected: identifier`, 'parens-after-equals', 'app in (web,db)'],
  ['app(web)', '(', `${UNABLE}found '(', expected: ${OPERATORS}`, 'missing-operator', 'app in (web)'],
  ['app web', 'web', `${UNABLE}found 'web', expected: ${OPERATORS}`, 'missing-operator', 'app=web'],
  ['app In (web)', 'In', `${UNABLE}found 'In', expected: ${OPERATORS}`, 'operator-case', 'app in (web)'],
  ['app not in (web)', 'not', `${UNABLE}found 'not', expected: ${OPERATORS}`, 'not-in-two-words', 'app notin (web)'],
  ['app is web', 'is', `${UNABLE}found 'is', expected: ${OPERATORS}`, 'operator-word', 'app=web'],
  ['app exists', 'exists', `${UNABLE}found 'exists', expected: ${OPERATORS}`, 'operator-word', 'app'],
  ['a=b=c', '=', "found '=', expected: ',' or 'end of string'", 'two-operators'],
  ['app=web)', ')', "found ')', expected: ',' or 'end of string'", 'stray-paren', 'app=web'],
  ['app: web', 'app:', `${UNABLE}<nil>: Invalid value: "app:": name part ${NAME}`, 'colon-instead-of-equals', 'app=web'],
  ['app : web', ':', `${UNABLE}found ':', expected: ${OPERATORS}`, 'colon-instead-of-equals', 'app=web'],
  ['=web', '=', "found '=', expected: !, identifier, or 'end of string'", 'missing-key'],
  ['()', '(', "found '(', expected: !, identifier, or 'end of string'", 'group'],
  ['(app=web)', '(', "found '(', expected: !, identifier, or 'end of string'", 'group', 'app=web'],
  ['/app=web', '/app', `${UNABLE}<nil>: Invalid value: "/app": prefix part must be non-empty`, 'key-prefix', 'app=web'],
  ['a/b/c=web', 'a/b/c', `${UNABLE}<nil>: Invalid value: "a/b/c": a qualified name ${NAME} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`, 'key-slashes'],
  ['Example.com/app=web', 'Example.com/app', `${UNABLE}<nil>: Invalid value: "Example.com/app": prefix part ${SUBDOMAIN}`, 'key-prefix', 'example.com/app=web'],
  [`${LONG}=web`, LONG, `${UNABLE}<nil>: Invalid value: "${LONG}": name part must be no more than 63 characters`, 'key-too-long'],
  ['-app=web', '-app', `${UNABLE}<nil>: Invalid value: "-app": name part ${NAME}`, 'key-characters'],
  ['app="web" && env="prod"', '"web"', `${UNABLE}values[0][app]: Invalid value: "\\"web\\"": ${VALUE}`, 'quotes', 'app=web, env=prod'],
])('%j is refused as kubectl refuses it', (text, token, message, hint, mended) => {
  const parsed = parseSelector(text)
  if (parsed.ok) throw new Error('it parses')
  const { error } = parsed
  expect({ message: error.message, token: text.slice(error.offset, error.end), hint: error.hint }).toEqual({ message, token, hint })
  expect(error.fix === undefined ? undefined : applyEdit(text, error.fix)).toBe(mended)
})

test.each([
  ['b=1,a=2', 'a=2,b=1'],
  ['b==1 , !a', '!a,b==1'],
  ['env in (prod, dev,prod)', 'env in (dev,prod)'],
  ['env notin (,b)', 'env notin (,b)'],
  ['env in ()', 'env in ()'],
  ['a,B', 'B,a'],
  ['x>1,x<5', 'x>1,x<5'],
])('%j is %j in canonical form', (text, canonical) => {
  const parsed = parseSelector(text)
  expect(parsed.ok && formatSelector(parsed.value)).toBe(canonical)
})

test('every requirement says where it was read', () => {
  const text = ' app = web ,! env,tier in ( a , b ) '
  const parsed = parseSelector(text)
  expect(parsed.ok && parsed.value.requirements.map(({ from, to }) => text.slice(from, to))).toEqual(['app = web', '! env', 'tier in ( a , b )'])
})

test('10 kB are read, more is refused', () => {
  expect(parseSelector(`a${',a'.repeat(5119)}`).ok).toBe(true)
  const parsed = parseSelector(`a${',가'.repeat(2560)}`)
  expect(parsed.ok ? '' : parsed.error).toEqual({ message: 'the selector is 10241 bytes long, at most 10240 are read', offset: 0, end: 5121, hint: 'selector-too-long' })
})
