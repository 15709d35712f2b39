import { type ClusterRoleBinding, validatePathSegmentName } from '../../shared/model/index.ts'
import { defineKind } from './kind.ts'
import { bindingColumns, bindingRow, defaultBinding, validateBinding, validateRoleChange } from './rbac.ts'

export const clusterRoleBinding = defineKind<ClusterRoleBinding>({
  kind: 'ClusterRoleBinding', apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'clusterrolebindings', singular: 'clusterrolebinding', shortNames: [],
  namespaced: false, nameRule: validatePathSegmentName,
  withDefaults: defaultBinding,
  validate: (object) => validateBinding(object, ['ClusterRole']),
  validateUpdate: validateRoleChange,
  table: { columns: bindingColumns, row: bindingRow },
})
