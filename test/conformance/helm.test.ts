import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, inject, test } from 'vitest'
import { writeChart } from '../support/chart.ts'
import { serve } from '../support/serve.ts'
import { shell } from '../support/shell.ts'

/** What each version calls it, and the words with which it says so. */
const UNDO = { 3: { flag: '--atomic', said: 'atomic' }, 4: { flag: '--rollback-on-failure', said: 'rollback-on-failure' } }

/** A release's objects as they are named in kubectl's answers, without what the cluster itself puts into each namespace. */
const LIST = 'kubectl get deploy,svc,cm,secret,job -o name | grep -v -e kube-root-ca -e service/kubernetes | sort'

describe.for(inject('clients'))('helm $helm', ({ helm, found }) => {
  test.concurrent('installs, upgrades, rolls back and uninstalls a chart', async ({ skip, expect }) => {
    if (found.are !== 'fetched') return skip(found.are === 'missing' ? found.why : 'only kubectl is on PATH')
    const home = mkdtempSync(join(tmpdir(), 'podscape-helm-'))
    const served = await serve(['--kubeconfig', join(home, 'kubeconfig'), '--speed', '5'])
    const { flag, said } = helm === '3' ? UNDO[3] : UNDO[4]
    /** What a command prints that must exit with this. */
    const run = async (command: string, exit = 0) => {
      const done = await shell(command, { home, served, path: found.path })
      expect(done, command).toMatchObject({ exit })
      return done.output
    }
    /** Replicas wanted and ready, the image, and the greeting of the release. */
    const look = async () => (await run([
      "kubectl get deploy shop-web -o jsonpath='{.spec.replicas} {.status.readyReplicas} {.spec.template.spec.containers[0].image} '",
      "kubectl get cm shop-settings -o jsonpath='{.data.greeting}'",
    ].join('; '))).trim()
    const history = async () => (JSON.parse(await run('helm history shop -o json')) as readonly { readonly status: string; readonly description: string }[])
      .map(({ status, description }) => `${status}: ${description}`)
    try {
      writeChart(join(home, 'chart'))

      expect(await run('helm install shop chart --wait --timeout 60s')).toMatch(/^NAME: shop\n[^]*^NAMESPACE: default\nSTATUS: deployed\nREVISION: 1\n[^]*^Shop shop says hello\.\n$/m)
      expect(await look()).toBe('2 2 nginx:1.27 hello')
      expect(await run("kubectl get secret shop-password -o jsonpath='{.data.password}' | base64 -d")).toBe('secret')
      expect((await run(LIST)).trim().split('\n')).toEqual([
        'configmap/shop-settings', 'deployment.apps/shop-web', 'job.batch/shop-migrate', 'secret/sh.helm.release.v1.shop.v1', 'secret/shop-password', 'service/shop-web',
      ])
      expect(await run("kubectl get job shop-migrate -o jsonpath='{.status.succeeded}'")).toBe('1')
      expect(await run("kubectl get deploy shop-web -o jsonpath='{.metadata.labels.app\\.kubernetes\\.io/managed-by} {.metadata.annotations}'"))
        .toContain('Helm {"deployment.kubernetes.io/revision":"1","meta.helm.sh/release-name":"shop","meta.helm.sh/release-namespace":"default"}')
      expect(await run('helm list')).toMatch(/^shop\s+default\s+1\s+.*\sdeployed\s+shop-0\.1\.0\s+1\.27\s*$/m)
      expect(await run('helm status shop')).toContain('STATUS: deployed')

      expect(await run('helm upgrade shop chart --set replicas=3,greeting=hi --wait --timeout 60s')).toMatch(/has been upgraded[^]*REVISION: 2\n[^]*Shop shop says hi\./)
      expect(await look()).toBe('3 3 nginx:1.27 hi')
      expect(await run('helm get values shop -o json')).toContain('{"greeting":"hi","replicas":3}')

      const failed = await run(`helm upgrade shop chart --set image=nginx:does-not-exist ${flag} --timeout 6s`, 1)
      expect(failed).toContain(`Error: UPGRADE FAILED: release shop failed, and has been rolled back due to ${said} being set: `)
      expect(await look()).toBe('3 3 nginx:1.27 hi')
      expect(await history()).toEqual([
        'superseded: Install complete', 'superseded: Upgrade complete', expect.stringMatching(/^failed: Upgrade "shop" failed: /), 'deployed: Rollback to 2',
      ])

      expect(await run('helm rollback shop 1 --wait')).toContain('Rollback was a success')
      expect(await look()).toBe('2 2 nginx:1.27 hello')
      expect((await history()).at(-1)).toBe('deployed: Rollback to 1')

      const refused = await run(`helm install bad chart --set image=nginx:does-not-exist ${flag} --timeout 6s`, 1)
      expect(refused).toContain(`Error: INSTALLATION FAILED: release bad failed, and has been uninstalled due to ${said} being set: `)
      expect(await run('helm install shop chart', 1)).toMatch(/cannot re-?use a name that is still in use/)

      expect(await run('helm uninstall shop --wait')).toContain('release "shop" uninstalled')
      expect(await run('helm list -q')).toBe('')
      // Hooks are no part of a release: helm leaves them.
      expect((await run(LIST)).trim().split('\n')).toEqual(['job.batch/bad-migrate', 'job.batch/shop-migrate'])
    } finally {
      await served.stop()
      rmSync(home, { recursive: true, force: true })
    }
  })
})
