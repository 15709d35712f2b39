export { patchObject, type PatchedObject, type PatchType } from './patch-object.ts'
export { applyObject, type FieldWriter, managerOf, settleUnchanged, trackUpdate } from './track-fields.ts'
