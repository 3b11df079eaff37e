// What was written and not sent, for each session and for a new conversation: kept until this tab is closed, over a change
// of sessions and a reload.
import type { Attached } from './attached'

const inMemory = new Map<string, Attached[]>() // where the browser's store is too small for the files

function nameOf(session: string, part: 'text' | 'files') {
  return `hearth.draft.${session}.${part}`
}

function put(name: string, value: string) {
  if (value === '') return sessionStorage.removeItem(name)
  try {
    sessionStorage.setItem(name, value)
  } catch {
    sessionStorage.removeItem(name) // no old one in its place
  }
}

export function keepText(session: string, text: string) {
  put(nameOf(session, 'text'), text)
}

export function keepFiles(session: string, files: Attached[]) {
  inMemory.set(session, files)
  put(nameOf(session, 'files'), files.length === 0 ? '' : JSON.stringify(files))
}

export function forget(session: string) {
  keepText(session, '')
  keepFiles(session, [])
}

export function textKept(session: string): string {
  return sessionStorage.getItem(nameOf(session, 'text')) ?? ''
}

export function filesKept(session: string): Attached[] {
  return inMemory.get(session) ?? (JSON.parse(sessionStorage.getItem(nameOf(session, 'files')) ?? '[]') as Attached[])
}
