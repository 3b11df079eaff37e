// What was written and not sent, for each session and for a new conversation. The text outlives everything; files, which
// may be large, this tab.
import { kept } from '../state/kept.svelte'
import type { Attached } from './attached'

const inMemory = new Map<string, Attached[]>() // where the browser's store is too small for the files

const filesOf = (session: string) => `hearth.draft.${session}.files`

export function keepText(session: string, text: string) {
  kept.put(`draft.${session}`, text)
}

export function keepFiles(session: string, files: Attached[]) {
  inMemory.set(session, files)
  sessionStorage.removeItem(filesOf(session)) // none, or an old list, must not stay where a new one has no room
  if (files.length === 0) return
  try {
    sessionStorage.setItem(filesOf(session), JSON.stringify(files))
  } catch {
    return // a reload forgets them
  }
}

export function forget(session: string) {
  keepText(session, '')
  keepFiles(session, [])
}

export function textKept(session: string): string {
  return kept.get(`draft.${session}`)
}

export function filesKept(session: string): Attached[] {
  return inMemory.get(session) ?? (JSON.parse(sessionStorage.getItem(filesOf(session)) ?? '[]') as Attached[])
}
