import { type RoleBinding, validatePathSegmentName } from '../../shared/model/index.ts'
import { defineKind } from './kind.ts'
import { bindingColumns, bindingRow, defaultBinding, validateBinding, validateRoleChange } from './rbac.ts'

export const roleBinding = defineKind<RoleBinding>({
  kind: 'RoleBinding', apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'rolebindings', singular: 'rolebinding', shortNames: [],
  namespaced: true, nameRule: validatePathSegmentName,
  withDefaults: defaultBinding,
  validate: (object) => validateBinding(object, ['ClusterRole', 'Role']),
  validateUpdate: validateRoleChange,
  table: { columns: bindingColumns, row: bindingRow },
})
