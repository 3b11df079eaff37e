// The kinds of what is kept, in the order of their choice.
import type { Observation } from '../../api/types'

export const kinds = ['fact', 'preference', 'decision', 'procedure', 'episode'] as const satisfies readonly Observation['kind'][]

/** The last part of a path, which names a folder to its owner. */
export function folderName(path: string): string {
  return path.replace(/\/+$/, '').split('/').pop() || path
}
