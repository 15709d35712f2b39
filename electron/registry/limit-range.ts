import {
  checkLabelKey, compareBytes, duplicateField, type FieldError, forbiddenField, invalidField, type LimitRange, requiredField, validateSubdomainName,
} from '../../shared/model/index.ts'
import { parseQuantity } from '../schema/index.ts'
import { changeField, mapSame } from './fill.ts'
import { allowAll, defineKind } from './kind.ts'

type Item = NonNullable<LimitRange['spec']>['limits'][number]
type Quantities = Readonly<Record<string, string>>

export const limitRange = defineKind<LimitRange>({
  kind: 'LimitRange', apiVersion: 'v1', plural: 'limitranges', singular: 'limitrange', shortNames: ['limits'],
  namespaced: true, nameRule: validateSubdomainName,
  withDefaults: (object) => changeField(object, 'spec', (spec) => changeField(spec, 'limits', (limits) => mapSame(limits, defaultItem))),
  validate: ({ spec }) => {
    const limits = spec?.limits ?? []
    return limits.flatMap((item, index) => {
      const at = `spec.limits[${index}]`
      const repeated = limits.findIndex(({ type }) => type === item.type) < index
      return [...validateType(item.type, `${at}.type`), ...(repeated ? [duplicateField(`${at}.type`, item.type)] : []), ...validateItem(item, at)]
    })
  },
  validateUpdate: allowAll,
})

/** What is not said follows from what is: the limit from the maximum, the request from the limit and then from the minimum. */
function defaultItem(item: Item): Item {
  if (item.type !== 'Container') return item
  const limit = { ...item.max, ...item.default }
  const request = { ...item.min, ...limit, ...item.defaultRequest }
  const both = { ...(Object.keys(limit).length === 0 ? {} : { default: limit }), ...(Object.keys(request).length === 0 ? {} : { defaultRequest: request }) }
  return { ...item, ...both }
}

function validateType(type: string | undefined, path: string): readonly FieldError[] {
  const name = type ?? ''
  const problems = checkLabelKey(name)
  if (problems.length > 0) return problems.map((problem) => invalidField(path, name, problem))
  return name.includes('/') || ['Container', 'Pod', 'PersistentVolumeClaim'].includes(name)
    ? [] : [invalidField(path, name, 'must be a standard limit type or fully qualified')]
}

function validateItem(item: Item, at: string): readonly FieldError[] {
  const { max = {}, min = {}, default: limit = {}, defaultRequest: request = {}, maxLimitRequestRatio: ratio = {} } = item
  if (item.type === 'Pod') {
    return [
      ...(Object.keys(limit).length === 0 ? [] : [forbiddenField(`${at}.default`, "may not be specified when `type` is 'Pod'")]),
      ...(Object.keys(request).length === 0 ? [] : [forbiddenField(`${at}.defaultRequest`, "may not be specified when `type` is 'Pod'")]),
      ...compareItem(min, max, {}, {}, ratio, at),
    ]
  }
  if (item.type === 'PersistentVolumeClaim' && max['storage'] === undefined && min['storage'] === undefined) {
    return [requiredField(`${at}.limits`, 'either minimum or maximum storage value is required, but neither was provided')]
  }
  return compareItem(min, max, limit, request, ratio, at)
}

function compareItem(min: Quantities, max: Quantities, limit: Quantities, request: Quantities, ratio: Quantities, at: string): readonly FieldError[] {
  const names = [...new Set([min, max, limit, request, ratio].flatMap((one) => Object.keys(one)))].sort(compareBytes)
  return names.flatMap((name) => {
    const errors: FieldError[] = []
    const ordered = (field: string, low: Quantities, high: Quantities, say: (lowText: string, highText: string) => string, shown: Quantities) => {
      const [a, b] = [low[name], high[name]]
      if (a !== undefined && b !== undefined && parseQuantity(a) > parseQuantity(b)) errors.push(invalidField(`${at}.${field}[${name}]`, shown[name], say(a, b)))
    }
    ordered('min', min, max, (a, b) => `min value ${a} is greater than max value ${b}`, min)
    ordered('defaultRequest', min, request, (a, b) => `min value ${a} is greater than default request value ${b}`, request)
    ordered('defaultRequest', request, max, (a, b) => `default request value ${a} is greater than max value ${b}`, request)
    ordered('defaultRequest', request, limit, (a, b) => `default request value ${a} is greater than default limit value ${b}`, request)
    ordered('default', min, limit, (a, b) => `min value ${a} is greater than default value ${b}`, min)
    ordered('default', limit, max, (a, b) => `default value ${a} is greater than max value ${b}`, max)
    const share = ratio[name]
    if (share !== undefined && parseQuantity(share) < 1) errors.push(invalidField(`${at}.maxLimitRequestRatio[${name}]`, share, `ratio ${share} is less than 1`))
    return errors
  })
}
