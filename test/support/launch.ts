import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'

export const ROOT = resolve(import.meta.dirname, '../..')

/** Arguments of the runtime that hold a program's start back until the driver listens. */
export const HELD = ['-r', join(import.meta.dirname, 'hold-start.cjs')] as const

/** The program, running. */
export interface Run {
  readonly app: ElectronApplication
  readonly page: Page
  /** Errors and warnings of the page's console. */
  readonly problems: string[]
  readonly dataFolder: string
  /** Ends the program and, unless told to keep it, deletes its data. */
  stop(options?: { readonly keepData?: boolean }): Promise<void>
}

export interface LaunchOptions {
  /** Data of an earlier run; a fresh folder when absent. */
  readonly dataFolder?: string
  readonly args?: readonly string[]
  /** Device pixels a CSS pixel. */
  readonly ratio?: number
  readonly env?: Readonly<Record<string, string>>
}

/** Starts the built program as a person would, with data of its own. */
export async function launch({ dataFolder, args = [], ratio = 1, env = {} }: LaunchOptions = {}): Promise<Run> {
  const data = dataFolder ?? (await mkdtemp(join(tmpdir(), 'podscape-data-')))
  const app = await _electron.launch({
    executablePath: process.env['ELECTRON_EXEC_PATH']!,
    cwd: ROOT,
    args: [...HELD, '.', `--user-data-dir=${data}`, `--force-device-scale-factor=${ratio}`, '--lang=en-US', ...args],
    chromiumSandbox: process.getuid?.() !== 0,
    env: { ...(process.env as Record<string, string>), ...env },
  })
  const page = await app.firstWindow()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.waitForLoadState('domcontentloaded')
  return {
    app, page, problems, dataFolder: data,
    async stop({ keepData = false } = {}) {
      await app.close()
      if (!keepData) await rm(data, { recursive: true, force: true })
    },
  }
}
