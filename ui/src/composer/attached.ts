// Files that are to go with a task, before it is sent. Texts and images only, as the sidecar takes them; it has the last
// word. Kept as text so that a draft can be put away: an image is its data URL.
import { request } from '../api/client'
import type { Attachment } from '../api/types'
import { bytes } from '../i18n/format'
import { t } from '../i18n/i18n.svelte'

export const mostFiles = 20
export const longPaste = 20_000 // characters; more than that is better read as a file
const mostText = 256 * 1024
const mostImage = 16 * 1024 * 1024

export interface Attached {
  name: string
  size: number
  kind: 'text' | 'image'
  content: string
  pasted?: true // came as text, and can become text again
}

const beginnings: [type: string, pattern: RegExp][] = [
  ['image/png', /^\x89PNG\r\n\x1a\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF[^]{4}WEBP/],
]

function imageType(content: Uint8Array): string | undefined {
  const start = String.fromCharCode(...content.slice(0, 16))
  return beginnings.find(([, pattern]) => pattern.test(start))?.[0]
}

/** The text, if it is one: UTF-8 without a zero. */
function textOf(content: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

function base64(content: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < content.length; at += 0x8000) pieces.push(String.fromCharCode(...content.subarray(at, at + 0x8000)))
  return btoa(pieces.join(''))
}

/** Throws an error that says what is wrong with the file. */
export async function read(file: File): Promise<Attached> {
  const name = file.name.replace(/[\p{Cc}/]/gu, '_') || 'file'
  let content: Uint8Array
  if (file.size > mostImage) throw new Error(t('attach.large', { name, most: bytes(mostImage) }))
  try {
    content = new Uint8Array(await file.arrayBuffer())
  } catch {
    throw new Error(t('attach.unreadable', { name })) // a folder, or gone by now
  }
  if (content.length === 0) throw new Error(t('attach.empty', { name }))
  const type = imageType(content)
  if (type) return { name, size: content.length, kind: 'image', content: `data:${type};base64,${base64(content)}` }
  const text = textOf(content)
  if (text === undefined) throw new Error(t('attach.unsupported', { name }))
  if (content.length > mostText) throw new Error(t('attach.large.text', { name, most: bytes(mostText) }))
  return { name, size: content.length, kind: 'text', content: text }
}

/** A long text that was pasted, as a file; nothing if it is short, or too long for one. */
export function fromPaste(text: string): Attached | null {
  const size = new TextEncoder().encode(text).length
  if (text.length <= longPaste || size > mostText) return null
  return { name: 'pasted.txt', size, kind: 'text', content: text, pasted: true }
}

/** With the new one, under a name that none of the others has. */
export function joined(all: Attached[], one: Attached): Attached[] {
  const [, stem = '', extension = ''] = /^(.*?)(\.[^.]*)?$/s.exec(one.name)!
  let name = one.name
  for (let count = 2; all.some((other) => other.name === name); ++count) name = `${stem}-${count}${extension}`
  return [...all, { ...one, name }]
}

/** Gives the file to the session; the id is what a run takes it by. */
export async function upload(session: number, one: Attached): Promise<number> {
  const encoded = one.content.slice(one.content.indexOf(',') + 1)
  const body = one.kind === 'text' ? one.content : Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0))
  const headers = { 'content-type': 'application/octet-stream' }
  const answer = await request(`sessions/${session}/attachments`, { method: 'POST', headers, body }, { name: one.name })
  return ((await answer.json()) as Attachment).id
}

export function uploadAll(session: number, all: Attached[]): Promise<number[]> {
  return Promise.all(all.map((one) => upload(session, one)))
}
