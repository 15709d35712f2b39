import {
  type ClusterRoleBinding, type FieldError, invalidField, quoteGo, requiredField, type Role, type RoleBinding, unsupportedField, validatePathSegmentName,
  validateSubdomainName,
} from '../../shared/model/index.ts'
import { equalJson } from '../schema/index.ts'
import { fill, mapSame } from './fill.ts'
import { ageOf, type Cell, describeColumns } from './table.ts'

type Rule = NonNullable<Role['rules']>[number]
type Binding = RoleBinding | ClusterRoleBinding
type Subject = NonNullable<Binding['subjects']>[number]
type RoleRef = Binding['roleRef']

export const rbacGroup = 'rbac.authorization.k8s.io'

/** Kubernetes' `ValidatePolicyRule`. */
export function validateRules(rules: readonly Rule[] = [], namespaced: boolean): readonly FieldError[] {
  return rules.flatMap(({ verbs = [], apiGroups = [], resources = [], nonResourceURLs: urls = [] }, index) => {
    const at = `rules[${index}]`
    const errors: FieldError[] = verbs.length === 0 ? [requiredField(`${at}.verbs`, 'verbs must contain at least one value')] : []
    if (urls.length > 0) {
      if (namespaced) errors.push(invalidField(`${at}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs'))
      if (apiGroups.length + resources.length > 0) {
        errors.push(invalidField(`${at}.nonResourceURLs`, urls, 'rules cannot apply to both regular resources and non-resource URLs'))
      }
      return errors
    }
    if (apiGroups.length === 0) errors.push(requiredField(`${at}.apiGroups`, 'resource rules must supply at least one api group'))
    if (resources.length === 0) errors.push(requiredField(`${at}.resources`, 'resource rules must supply at least one resource'))
    return errors
  })
}

export function defaultBinding<Model extends Binding>(object: Model): Model {
  const roleRef = fill(object.roleRef ?? {}, { apiGroup: rbacGroup })
  const subjects = object.subjects === undefined ? undefined : mapSame(object.subjects, defaultSubject)
  if (roleRef === object.roleRef && subjects === object.subjects) return object
  return { ...object, roleRef, ...(subjects === undefined ? {} : { subjects }) }
}

function defaultSubject(subject: Subject): Subject {
  return subject.kind === 'User' || subject.kind === 'Group' ? fill(subject, { apiGroup: rbacGroup }) : subject
}

/** Kubernetes' `ValidateRoleBinding` and `ValidateClusterRoleBinding`; `kinds` are those of the roles that may be bound. */
export function validateBinding({ roleRef, subjects = [] }: Binding, kinds: readonly string[]): readonly FieldError[] {
  const { apiGroup = '', kind = '', name = '' }: Partial<RoleRef> = roleRef ?? {}
  return [
    ...(apiGroup === rbacGroup ? [] : [unsupportedField('roleRef.apiGroup', apiGroup, [rbacGroup])]),
    ...(kinds.includes(kind) ? [] : [unsupportedField('roleRef.kind', kind, kinds)]),
    ...(name === '' ? [requiredField('roleRef.name', '')] : validatePathSegmentName(name, false).map((problem) => invalidField('roleRef.name', name, problem))),
    ...subjects.flatMap((subject, index) => validateSubject(subject, `subjects[${index}]`)),
  ]
}

function validateSubject({ kind, name, apiGroup = '', namespace = '' }: Subject, at: string): readonly FieldError[] {
  const errors: FieldError[] = name ? [] : [requiredField(`${at}.name`, '')]
  switch (kind) {
    case 'ServiceAccount':
      if (name) errors.push(...validateSubdomainName(name, false).map((problem) => invalidField(`${at}.name`, name, problem)))
      if (apiGroup !== '') errors.push(unsupportedField(`${at}.apiGroup`, apiGroup, ['']))
      return namespace === '' ? [...errors, requiredField(`${at}.namespace`, '')] : errors
    case 'User':
    case 'Group':
      return apiGroup === rbacGroup ? errors : [...errors, unsupportedField(`${at}.apiGroup`, apiGroup, [rbacGroup])]
    default:
      return [...errors, unsupportedField(`${at}.kind`, kind ?? '', ['Group', 'ServiceAccount', 'User'])]
  }
}

export function validateRoleChange(next: Binding, current: Binding): readonly FieldError[] {
  const { apiGroup = '', kind = '', name = '' }: Partial<RoleRef> = next.roleRef
  const shown = { goText: `rbac.RoleRef{APIGroup:${quoteGo(apiGroup)}, Kind:${quoteGo(kind)}, Name:${quoteGo(name)}}` }
  return equalJson(next.roleRef, current.roleRef) ? [] : [invalidField('roleRef', shown, 'cannot change roleRef')]
}

export const bindingColumns = describeColumns('Name', 'Role', 'Age', 'Users*', 'Groups*', 'ServiceAccounts*')

export function bindingRow(object: Binding): readonly Cell[] {
  const subjects = object.subjects ?? []
  const named = (kind: string) => subjects.filter((subject) => subject.kind === kind).map(({ name, namespace }) => (kind === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name))
  return [
    object.metadata.name ?? '', `${object.roleRef.kind}/${object.roleRef.name}`, ageOf(object),
    named('User').join(', '), named('Group').join(', '), named('ServiceAccount').join(', '),
  ]
}
