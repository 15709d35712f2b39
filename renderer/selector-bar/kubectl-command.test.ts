import { expect, test } from 'vitest'
import { kubectlPods } from './kubectl-command.ts'

test.each([
  ['', null, 'kubectl get pods -A'],
  ['env=prod', null, 'kubectl get pods -l env=prod -A'],
  ['env in (prod,staging),!canary', 'default', `kubectl get pods -l 'env in (prod,staging),!canary' -n default`],
  [' app=web ', 'kube-system', 'kubectl get pods -l app=web -n kube-system'],
  ['!env', null, `kubectl get pods -l '!env' -A`],
])('%j in %j', (text, scope, command) => {
  expect(kubectlPods('get', text, scope)).toBe(command)
})

test('deletes with the same words', () => {
  expect(kubectlPods('delete', 'app', 'default')).toBe('kubectl delete pods -l app -n default')
})
