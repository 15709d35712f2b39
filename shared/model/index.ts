export type { KubeObject, ObjectMeta, ObjectRef, StoredObject, StringMap } from './object.ts'
export { formatRef } from './object.ts'
export type { ConfigMap } from './config-map.ts'
export type { Deployment } from './deployment.ts'
export type { Event } from './event.ts'
export type { Namespace } from './namespace.ts'
export type { Node } from './node.ts'
export type { Pod } from './pod.ts'
export type { ReplicaSet } from './replica-set.ts'
export type { ReplicationController } from './replication-controller.ts'
export type { Secret } from './secret.ts'
export type { Service } from './service.ts'
export type { ServiceAccount } from './service-account.ts'
export type { FieldError } from './field-error.ts'
export {
  duplicateField, forbiddenField, formatFieldError, formatFieldErrorBody, formatFieldErrors, invalidField, notFoundField, requiredField, tooLongField,
  tooManyField, unsupportedField,
} from './field-error.ts'
export { byteLength, compareBytes, formatGoValue, quoteGo } from './go-text.ts'
export { checkLabelKey, checkLabelValue, MAX_LABEL_LENGTH, validateAnnotations, validateLabelKey, validateLabels, validateLabelValue } from './labels.ts'
export type { NameRule } from './names.ts'
export {
  checkDns1035Label, checkDns1123Label, checkDns1123Subdomain, validateLabelName, validatePathSegmentName, validateServiceName, validateSubdomainName,
} from './names.ts'
export { validateObjectMeta } from './object-meta.ts'
