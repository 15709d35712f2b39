import type { Tool } from '../tool.ts'
import { curl } from './curl.ts'
import { cut, tr, uniq } from './fields.ts'
import { chmod, ls, mkdir, pwd, rm, rmdir, touch } from './files.ts'
import { grep } from './grep.ts'
import { getent, nc, nslookup } from './names.ts'
import { expr } from './expression.ts'
import { echo, printf, seq } from './print.ts'
import { date, env, hostname, id, kill, no, printenv, ps, sleep, stty, uname, which, whoami, yes } from './system.ts'
import { tar } from './tar.ts'
import { md5sum, sha256sum } from './sums.ts'
import { test } from './test-expression.ts'
import { cat, head, sort, tail, tee, wc } from './text.ts'
import { cp, mv } from './transfer.ts'
import { wget } from './wget.ts'

const tools: Readonly<Record<string, Tool>> = {
  '[': test, cat, chmod, cp, curl, cut, date, echo, env, expr, false: no, getent, grep, head, hostname, id, kill, ls, md5sum, mkdir, mv, nc, nslookup, printenv, printf, ps, pwd, rm,
  rmdir, seq, sha256sum, sleep, sort, stty, tail, tar, tee, test, touch, tr, true: yes, uname, uniq, wc, wget, which, whoami,
}

/** The program of a name that a toolset holds. Throws for any other: a toolset names no program that is not here. */
export function findTool(name: string): Tool {
  const tool = tools[name]
  if (tool === undefined) throw new Error(`no such tool: ${name}`)
  return tool
}
