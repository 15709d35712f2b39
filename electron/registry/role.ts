import { type Role, validatePathSegmentName } from '../../shared/model/index.ts'
import { allowAll, defineKind } from './kind.ts'
import { validateRules } from './rbac.ts'

export const role = defineKind<Role>({
  kind: 'Role', apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'roles', singular: 'role', shortNames: [],
  namespaced: true, nameRule: validatePathSegmentName,
  withDefaults: (object) => object,
  validate: ({ rules }) => validateRules(rules, true),
  validateUpdate: allowAll,
})
