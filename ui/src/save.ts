// Gives the user a text as a file: through the window's own dialog, as its page may not download; else as a browser does.
import { shell } from './shell'

export async function saveFile(name: string, text: string, type: string) {
  if (shell) return void (await shell.request('saveFile', { name, text }))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}
