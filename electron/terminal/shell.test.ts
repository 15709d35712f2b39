import { expect, test } from 'vitest'
import { chooseShell } from './shell.ts'

const choose = (platform: NodeJS.Platform, env: Readonly<Record<string, string>>, ...there: readonly string[]) =>
  chooseShell({ platform, env, canRun: (file) => there.includes(file), startup: '/data/startup' })

test.each([
  ['linux', { SHELL: '/usr/bin/bash' }, ['/usr/bin/bash'], '/usr/bin/bash', ['--rcfile', '/data/startup/bashrc', '-i']],
  ['linux', { SHELL: '/bin/gone' }, ['/bin/bash'], '/bin/bash', ['--rcfile', '/data/startup/bashrc', '-i']],
  ['linux', { SHELL: 'bash' }, ['/bin/bash'], '/bin/bash', ['--rcfile', '/data/startup/bashrc', '-i']],
  ['linux', {}, [], '/bin/sh', ['-i']],
  ['linux', { SHELL: '/usr/bin/zsh' }, ['/usr/bin/zsh'], '/usr/bin/zsh', ['-i']],
  ['darwin', { SHELL: '/bin/zsh' }, ['/bin/zsh'], '/bin/zsh', ['-i', '-l']],
  ['linux', { SHELL: '/usr/bin/fish' }, ['/usr/bin/fish'], '/usr/bin/fish', ['-i', '-C', "source '/data/startup/config.fish'"]],
  ['win32', { SHELL: '/usr/bin/bash' }, [], 'powershell.exe', ['-NoLogo']],
] as const)('%s %j, there is %j: %s %j', (platform, env, there, file, args) => {
  expect(choose(platform, env, ...there)).toMatchObject({ file, args })
})

test('zsh is led to our startup files and told where the person\'s own are', () => {
  expect(choose('linux', { SHELL: '/bin/zsh', HOME: '/home/one' }, '/bin/zsh').env).toEqual({ ZDOTDIR: '/data/startup/zsh', PODSCAPE_ZDOTDIR: '/home/one' })
  expect(choose('linux', { SHELL: '/bin/zsh', HOME: '/home/one', ZDOTDIR: '/home/one/.zsh' }, '/bin/zsh').env['PODSCAPE_ZDOTDIR']).toBe('/home/one/.zsh')
})
