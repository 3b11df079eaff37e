// The address after # names the page: #/sessions/12 is the page "sessions" with the id "12", and #/sessions/12/345 the same at
// its message 345; #/ is a new conversation, and so is what is no address, such as a login code.
export interface Route {
  page: string
  id: string
  at: string
}

export function parse(hash: string): Route {
  const [page = '', id = '', at = ''] = hash.startsWith('#/') ? hash.slice(2).split('/').map(decodeURIComponent) : []
  return { page, id, at }
}

/** The address of a session, at one of its messages if that is known. */
export function sessionAddress(session: number, message: number | null = null): string {
  return message === null ? `#/sessions/${session}` : `#/sessions/${session}/${message}`
}

class Router {
  route = $state<Route>(parse(location.hash))

  constructor() {
    addEventListener('hashchange', () => (this.route = parse(location.hash)))
  }

  go(page: string, id: string | number = '') {
    location.hash = `#/${page}${id === '' ? '' : `/${encodeURIComponent(id)}`}`
  }

  /** Names another page without a step in the history: a new conversation that has become a session. */
  replace(page: string, id: string | number) {
    this.open(`#/${page}${id === '' ? '' : `/${encodeURIComponent(id)}`}`)
  }

  /** Likewise, by its address after #. */
  open(hash: string) {
    history.replaceState(null, '', hash)
    this.route = parse(hash)
  }
}

export const router = new Router()
