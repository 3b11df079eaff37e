// The window around the page, where there is one: `hearth-shell` gives its top frame this object. A browser has none.
interface Shell {
  request(command: 'token', words: Record<string, never>): Promise<{ token: string }>
  request(command: 'chooseFolder', words: { title?: string }): Promise<{ path: string } | null>
  request(command: 'saveFile', words: { name: string; text: string }): Promise<{ saved: boolean }>
  request(command: 'notify', words: { title: string; body?: string }): Promise<unknown>
  request(command: 'autostart', words: Record<string, never>): Promise<{ enabled: boolean }>
  request(command: 'setAutostart', words: { enabled: boolean }): Promise<{ enabled: boolean }>
  /** A link hearth://session/12 was followed, perhaps before the page was ready. */
  onOpen(show: (link: { session: number }) => void): void
}

export const shell = (window as { hearthShell?: Shell }).hearthShell
