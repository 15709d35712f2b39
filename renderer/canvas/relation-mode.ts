/** Whose relations are shown. */
export type RelationMode = 'off' | 'selection' | 'matches'

export const RELATION_MODES: readonly RelationMode[] = ['off', 'selection', 'matches']

/** The one that the key leads to. */
export const nextMode = (mode: RelationMode): RelationMode => RELATION_MODES[(RELATION_MODES.indexOf(mode) + 1) % RELATION_MODES.length]!
