// The changes of a session by file, under the name that each has now.
import type { FileDiff } from '../api/types'

export interface ChangedFile {
  path: string
  changes: FileDiff[] // newest first
}

/** `changes` come newest first: what was done under an old name belongs to the file that has the new one. */
export function byFile(changes: FileDiff[]): ChangedFile[] {
  const files = new Map<string, ChangedFile>()
  const present = new Map<string, string>() // the name it has now, by the name it had when the changes below were made
  for (const change of changes) {
    const path = present.get(change.path) ?? change.path
    const file = files.get(path) ?? { path, changes: [] }
    file.changes.push(change)
    files.set(path, file)
    if (change.previous_path !== undefined) present.set(change.previous_path, path)
    // What had this name before it came to be was another file.
    if (change.action === 'create' || change.action === 'rename') present.delete(change.path)
  }
  return [...files.values()]
}

/** As a file that `patch` and `git apply` take. */
export function patchOf({ action, path, text }: FileDiff): string {
  return `--- ${action === 'create' ? '/dev/null' : `a/${path}`}\n+++ b/${path}\n${text?.diff ?? ''}`
}
