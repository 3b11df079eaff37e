/** A folder's own name, as people call it. */
export function nameOf(folder: string): string {
  return folder.replace(/\/+$/, '').split('/').at(-1) || folder
}
