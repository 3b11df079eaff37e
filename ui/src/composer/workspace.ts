import { t } from '../i18n/i18n.svelte'
import { shell } from '../shell'

/** The folder chosen in the window's own dialog; empty if none was. Only where there is a window. */
export async function chooseFolder(): Promise<string> {
  return (await shell!.request('chooseFolder', { title: t('welcome.folder.title') }))?.path ?? ''
}

/** A folder's own name, as people call it. */
export function nameOf(folder: string): string {
  return folder.replace(/\/+$/, '').split('/').at(-1) || folder
}
