// The pages beside the conversation, by their name in the address. Each is loaded when it is first opened. A new page is a
// file here and a line in this table; what the sidebar offers is in sidebar/links.ts.
import type { Component } from 'svelte'

// Each is given `id` and `at`, what the address says after the name; not every page has a use for them.
type Page = { default: Component<any> }

export const pages: Record<string, () => Promise<Page>> = {
  diagnostics: () => import('./diagnostics/Diagnostics.svelte'),
  documents: () => import('./documents/Documents.svelte'),
  files: () => import('./files/FileHistory.svelte'),
  memory: () => import('./memory/Memory.svelte'),
  network: () => import('./network/Network.svelte'),
  protection: () => import('./protection/Protection.svelte'),
  search: () => import('./search/Search.svelte'),
  settings: () => import('./settings/Settings.svelte'),
  welcome: () => import('./welcome/Welcome.svelte'),
}
