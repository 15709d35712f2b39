import { type ClusterRole, requiredField, validatePathSegmentName } from '../../shared/model/index.ts'
import { allowAll, defineKind } from './kind.ts'
import { validateLabelSelector } from './label-selector.ts'
import { validateRules } from './rbac.ts'

export const clusterRole = defineKind<ClusterRole>({
  kind: 'ClusterRole', apiVersion: 'rbac.authorization.k8s.io/v1', plural: 'clusterroles', singular: 'clusterrole', shortNames: [],
  namespaced: false, nameRule: validatePathSegmentName,
  withDefaults: (object) => object,
  validate: ({ rules, aggregationRule }) => {
    const selectors = aggregationRule?.clusterRoleSelectors ?? []
    const path = 'aggregationRule.clusterRoleSelectors'
    return [
      ...validateRules(rules, false),
      ...(aggregationRule !== undefined && selectors.length === 0 ? [requiredField(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil')] : []),
      ...selectors.flatMap((selector, index) => validateLabelSelector(selector, `${path}[${index}]`)),
    ]
  },
  validateUpdate: allowAll,
})
