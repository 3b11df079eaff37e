// The window around the page, where there is one: `hearth-shell` gives its top frame this object. A browser has none.
interface Shell {
  request(command: 'chooseFolder', words: { title?: string }): Promise<{ path: string } | null>
}

export const shell = (window as { hearthShell?: Shell }).hearthShell
