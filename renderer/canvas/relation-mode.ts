/** Whose relations are shown. */
export type RelationMode = 'off' | 'selection' | 'matches'

export const RELATION_MODES: readonly RelationMode[] = ['off', 'selection', 'matches']

/** The one that the key leads to. */
export const nextMode = (mode: RelationMode): RelationMode => RELATION_MODES[(RELATION_MODES.indexOf(mode) + 1) % RELATION_MODES.length]!

/** What is said of the relations: nothing, that something is to be chosen or typed first, that they are being found, how many there are, or that there are none. */
export type RelationNews = 'nothing' | 'select' | 'ask' | 'finding' | 'found' | 'none'

/** `questioned`: whether anything is in question; `objects`: how many were found, null before. */
export function newsOf(mode: RelationMode, questioned: boolean, objects: number | null): RelationNews {
  if (mode === 'off') return 'nothing'
  if (!questioned) return mode === 'selection' ? 'select' : 'ask'
  if (objects === null) return 'finding'
  return objects === 0 ? 'none' : 'found'
}
