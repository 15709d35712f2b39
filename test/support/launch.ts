import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, errors, type ElectronApplication, type Page } from 'playwright-core'

export const ROOT = resolve(import.meta.dirname, '../..')

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

/** Milliseconds that a start is waited for, on a busy machine too. */
const LONGEST_START = 20_000

/**
 * Starts the program under the driver. A window that opens in the moment in which the driver connects is now and then never told to it,
 * and the driver would wait for ever: then it ends the program, which is started again.
 */
async function start(options: Parameters<typeof _electron.launch>[0]): Promise<ElectronApplication> {
  const attempt = () => _electron.launch({ ...options, timeout: LONGEST_START })
  try {
    return await attempt()
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error
    return attempt()
  }
}

/** Starts the built program as a person would, with data of its own. */
export async function launch({ dataFolder, args = [], ratio = 1, env = {} }: LaunchOptions = {}): Promise<Run> {
  const data = dataFolder ?? (await mkdtemp(join(tmpdir(), 'podscape-data-')))
  const app = await start({
    executablePath: process.env['ELECTRON_EXEC_PATH']!,
    cwd: ROOT,
    args: ['.', `--user-data-dir=${data}`, `--force-device-scale-factor=${ratio}`, '--lang=en-US', ...args],
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
