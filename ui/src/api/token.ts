// The token of this launch. It lives in sessionStorage: cookies are not bound to a port, and other tabs log in themselves.
const key = 'hearth.token'

/** The one-time code in the URL, to be exchanged for a token. It leaves the URL at once. */
export function takeLoginCode(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (code !== null) history.replaceState(null, '', location.pathname + location.search + '#/')
  return code
}

export function token(): string {
  return sessionStorage.getItem(key) ?? ''
}

export function keepToken(value: string) {
  sessionStorage.setItem(key, value)
}
