// The pages beside the conversation, by their name in the address. Each is loaded when it is first opened. A new page is a
// file here and a line in this table; what the sidebar offers is in sidebar/links.ts.
import type { Component } from 'svelte'

type Page = { default: Component<{ id: string }> }

export const pages: Record<string, () => Promise<Page>> = {}
