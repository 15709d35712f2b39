import { expect, test } from 'vitest'
import { formatFieldError, type KubeObject } from '../../shared/model/index.ts'
import { findKind, parseCronSchedule } from './index.ts'

function make(kind: string, spec: object, name = 'x'): KubeObject {
  const apiVersion = findKind(kind)?.apiVersion ?? ''
  return { apiVersion, kind, metadata: { name, namespace: 'default', uid: 'u-1' }, spec }
}

function fill(object: KubeObject, current?: KubeObject): KubeObject {
  const kind = findKind(object.kind)
  const filled = kind?.withDefaults(object) ?? object
  return kind?.prepare?.(filled, current) ?? filled
}

function problems(object: KubeObject): readonly string[] {
  return (findKind(object.kind)?.validate(fill(object)) ?? []).map(formatFieldError)
}

function changes(current: KubeObject, next: KubeObject): readonly string[] {
  const before = fill(current)
  return (findKind(next.kind)?.validateUpdate(fill(next, before), before) ?? []).map(formatFieldError)
}

const containers = [{ name: 'a', image: 'nginx' }]
const selector = { matchLabels: { app: 'a' } }
const template = { metadata: { labels: { app: 'a' } }, spec: { containers } }
const once = { spec: { containers, restartPolicy: 'Never' } }
const emptySelector = 'v1.LabelSelector{MatchLabels:map[string]string{}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}'

test.each<readonly [string, KubeObject, readonly string[]]>([
  ['a good StatefulSet', make('StatefulSet', { selector, template, serviceName: 's' }), []],
  ['a StatefulSet without a selector', make('StatefulSet', { template }), ['spec.selector: Required value', 'spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`']],
  ['a StatefulSet that selects all', make('StatefulSet', { selector: { matchLabels: {} }, template }), [`spec.selector: Invalid value: ${emptySelector}: empty selector is invalid for statefulset`]],
  ['a pod management that is none', make('StatefulSet', { selector, template, podManagementPolicy: 'Any' }), ['spec.podManagementPolicy: Invalid value: "Any": must be \'OrderedReady\' or \'Parallel\'']],
  ['a StatefulSet whose pods end', make('StatefulSet', { selector, template: { ...template, spec: { containers, restartPolicy: 'Never' } } }), ['spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always"']],
  ['a StatefulSet leaves its containers to its pods', make('StatefulSet', { selector, template: { ...template, spec: { containers: [{ name: 'a' }] } } }), []],
  ['a good DaemonSet', make('DaemonSet', { selector, template }), []],
  ['a DaemonSet without a selector', make('DaemonSet', { template }), ['spec.template.metadata.labels: Invalid value: map[string]string{"app":"a"}: `selector` does not match template `labels`']],
  ['no room to roll', make('DaemonSet', { selector, template, updateStrategy: { rollingUpdate: { maxUnavailable: 0 } } }), ['spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0']],
  ['both ways to roll', make('DaemonSet', { selector, template, updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: '10%' } } }), ['spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"10%"}: may not be set when maxUnavailable is non-zero']],
  ['more than all', make('DaemonSet', { selector, template, updateStrategy: { rollingUpdate: { maxUnavailable: '101%' } } }), ['spec.updateStrategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:"101%"}: must not be greater than 100%']],
  ['a good Job', make('Job', { template: once }), []],
  ['a Job whose pods start again', make('Job', { template: { spec: { containers } } }), ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"']],
  ['an Indexed Job of no end', make('Job', { template: once, completionMode: 'Indexed', parallelism: 2 }), ['spec.completions: Required value: when completion mode is Indexed']],
  ['a Job with a label of another', make('Job', { template: { ...once, metadata: { labels: { 'job-name': 'y' } } } }), ['spec.template.metadata.labels[job-name]: Invalid value: map[string]string{"batch.kubernetes.io/controller-uid":"u-1", "batch.kubernetes.io/job-name":"x", "controller-uid":"u-1", "job-name":"y"}: must be \'x\'']],
  ['a Job below nothing', make('Job', { template: once, parallelism: -1 }), ['spec.parallelism: Invalid value: -1: must be greater than or equal to 0']],
  ['a good CronJob', make('CronJob', { schedule: '*/5 * * * *', jobTemplate: { spec: { template: once } } }), []],
  ['a CronJob of six fields', make('CronJob', { schedule: '0 0 * * * *', jobTemplate: { spec: { template: once } } }), ['spec.schedule: Invalid value: "0 0 * * * *": expected exactly 5 fields, found 6: [0 0 * * * *]']],
  ['a CronJob in no zone', make('CronJob', { schedule: '@daily', timeZone: 'Moon/Base', jobTemplate: { spec: { template: once } } }), ['spec.timeZone: Invalid value: "Moon/Base": unknown time zone Moon/Base']],
  ['a CronJob with its zone in the schedule', make('CronJob', { schedule: 'TZ=UTC 0 0 * * *', jobTemplate: { spec: { template: once } } }), ['spec.schedule: Invalid value: "TZ=UTC 0 0 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead']],
  ['a CronJob with a long name', make('CronJob', { schedule: '@daily', jobTemplate: { spec: { template: once } } }, 'x'.repeat(53)), [`metadata.name: Invalid value: "${'x'.repeat(53)}": must be no more than 52 characters`]],
])('%s', (_title, object, expected) => {
  expect(problems(object)).toEqual(expected)
})

test.each<readonly [string, KubeObject, KubeObject, readonly string[]]>([
  ['a StatefulSet may grow', make('StatefulSet', { selector, template }), make('StatefulSet', { selector, template, replicas: 5 }), []],
  ['a StatefulSet keeps its service', make('StatefulSet', { selector, template, serviceName: 'a' }), make('StatefulSet', { selector, template, serviceName: 'b' }),
    ["spec: Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden"]],
  ['a DaemonSet keeps its selector', make('DaemonSet', { selector, template }), make('DaemonSet', { selector: { matchLabels: { app: 'a', tier: 'b' } }, template }),
    ['spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"a", "tier":"b"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable']],
  ['a Job may be wider', make('Job', { template: once }), { ...fill(make('Job', { template: once, parallelism: 3, completions: 1 })) }, []],
  ['a Job keeps its completions', make('Job', { template: once }), fill(make('Job', { template: once, completions: 3 })), ['spec.completions: Invalid value: 3: field is immutable']],
  ['a Job keeps its template', make('Job', { template: once }), fill(make('Job', { template: { spec: { ...once.spec, containers: [{ name: 'a', image: 'redis' }] } } })), ['spec.template: Invalid value: core.PodTemplateSpec{...}: field is immutable']],
])('%s', (_title, current, next, expected) => {
  expect(changes(current, next)).toEqual(expected)
})

const filledPod = {
  dnsPolicy: 'ClusterFirst', restartPolicy: 'Always', schedulerName: 'default-scheduler', securityContext: {}, terminationGracePeriodSeconds: 30,
  containers: [{ name: 'a', image: 'nginx', imagePullPolicy: 'Always', resources: {}, terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }],
}

test.each<readonly [KubeObject, object]>([
  [make('StatefulSet', { selector, template, volumeClaimTemplates: [{ metadata: { name: 'v' }, spec: { accessModes: ['ReadWriteOnce'] } }] }), {
    selector, template: { ...template, spec: filledPod }, replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady',
    persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' }, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
    volumeClaimTemplates: [{ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'v' }, spec: { accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem' }, status: { phase: 'Pending' } }],
  }],
  [make('DaemonSet', { selector, template }), {
    selector, template: { ...template, spec: filledPod }, revisionHistoryLimit: 10, updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  }],
  [make('Job', { template: once }), {
    backoffLimit: 6, completionMode: 'NonIndexed', completions: 1, manualSelector: false, parallelism: 1, podReplacementPolicy: 'TerminatingOrFailed', suspend: false,
    selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': 'u-1' } },
    template: {
      metadata: { labels: { 'batch.kubernetes.io/controller-uid': 'u-1', 'batch.kubernetes.io/job-name': 'x', 'controller-uid': 'u-1', 'job-name': 'x' } },
      spec: { ...filledPod, restartPolicy: 'Never' },
    },
  }],
  [make('CronJob', { schedule: '@daily', jobTemplate: { spec: { template: once } } }), {
    schedule: '@daily', concurrencyPolicy: 'Allow', failedJobsHistoryLimit: 1, successfulJobsHistoryLimit: 3, suspend: false,
    jobTemplate: { spec: { template: { spec: { ...filledPod, restartPolicy: 'Never' } } } },
  }],
])('$kind is filled in', (object, spec) => {
  expect(fill(object)['spec']).toEqual(spec)
})

test('a Job wears the labels of its pods, a DaemonSet counts its templates', () => {
  expect(fill(make('Job', { template: once })).metadata.labels).toMatchObject({ 'job-name': 'x' })
  const first = fill(make('DaemonSet', { selector, template }))
  const second = fill(make('DaemonSet', { selector, template: { ...template, spec: { containers: [{ name: 'a', image: 'redis' }] } } }), first)
  expect([first, second].map(({ metadata }) => metadata.annotations)).toEqual([{ 'deprecated.daemonset.template.generation': '1' }, { 'deprecated.daemonset.template.generation': '2' }])
})

test.each<readonly [string, string]>([
  ['60 * * * *', 'end of range (60) above maximum (59): 60'],
  ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
  ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
  ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
  ['*/0 * * * *', 'step of range should be a positive number: */0'],
  ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
  ['*/2/3 * * * *', 'too many slashes: */2/3'],
  ['@fortnightly', 'unrecognized descriptor: @fortnightly'],
  ['', 'empty spec string'],
])('the schedule %j cannot be read', (text, error) => {
  expect(parseCronSchedule(text)).toEqual({ ok: false, error })
})

test('a schedule is read', () => {
  expect(parseCronSchedule('*/20 9-17/4 1,15 jan-mar MON')).toEqual({ ok: true, value: {
    type: 'calendar', minutes: new Set([0, 20, 40]), hours: new Set([9, 13, 17]), daysOfMonth: new Set([1, 15]), months: new Set([1, 2, 3]), daysOfWeek: new Set([1]),
    daysMustAgree: false,
  } })
  expect(parseCronSchedule('@every 1h30m')).toEqual({ ok: true, value: { type: 'every', ms: 5_400_000 } })
})

test.each<readonly [string, object, readonly unknown[]]>([
  ['StatefulSet', { spec: { replicas: 3, template }, status: { readyReplicas: 2 } }, ['x', '2/3', 'a', 'nginx']],
  ['DaemonSet', { spec: { selector, template: { ...template, spec: { containers, nodeSelector: { disk: 'ssd' } } } }, status: { desiredNumberScheduled: 3, currentNumberScheduled: 3, numberReady: 2, updatedNumberScheduled: 1, numberAvailable: 2 } },
    ['x', 3, 3, 2, 1, 2, 'disk=ssd', 'a', 'nginx', 'app=a']],
  ['Job', { spec: { completions: 3, template }, status: { succeeded: 1, startTime: '2025-01-01T00:00:00Z', completionTime: '2025-01-01T00:01:30Z', conditions: [{ type: 'Complete', status: 'True' }] } }, ['x', 'Complete', '1/3', '90s', 'a', 'nginx', '<none>']],
  ['Job', { spec: { parallelism: 4, template } }, ['x', 'Running', '0/1 of 4', '', 'a', 'nginx', '<none>']],
  ['CronJob', { spec: { schedule: '@daily', suspend: false, jobTemplate: { spec: { template } } }, status: { active: [{}] } }, ['x', '@daily', '<none>', 'False', 1, '<none>', 'a', 'nginx', '<none>']],
])('a row of a %s', (kind, body, cells) => {
  const row = findKind(kind)?.table?.row({ ...make(kind, {}), ...body }) ?? []
  expect(row.filter((cell) => typeof cell !== 'object')).toEqual(cells)
})
