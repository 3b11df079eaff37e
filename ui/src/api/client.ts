// Calls of the sidecar's API. A failed one throws ApiError with the sidecar's own words; one that never arrived, too.
import { ApiError, isAbort } from './error'
import { shell } from '../shell'
import { keepToken, takeLoginCode, token } from './token'
import type { Problem, Token } from './types'

type Query = Record<string, string | number | boolean | null | undefined>

const unreachable = 'Hearth does not answer. If it was stopped, start it again and open its window, or run: hearth open'

function address(path: string, query: Query): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value != null) words.set(name, String(value))
  return `/api/v1/${path}${words.size > 0 ? `?${words}` : ''}`
}

async function problemOf(response: Response): Promise<ApiError> {
  const fallback = { status: response.status, detail: `Hearth answered with ${response.status} ${response.statusText}` }
  return new ApiError((await response.json().catch(() => fallback)) as Problem)
}

/** A request with the token; gives the response only if it succeeded. */
export async function request(path: string, options: RequestInit = {}, query: Query = {}): Promise<Response> {
  const headers = new Headers(options.headers)
  headers.set('authorization', `Bearer ${token()}`)
  let response: Response
  try {
    response = await fetch(address(path, query), { ...options, headers })
  } catch (error) {
    if (isAbort(error)) throw error
    throw new ApiError({ status: 0, detail: unreachable })
  }
  if (!response.ok) throw await problemOf(response)
  return response
}

async function call<T>(method: string, path: string, body?: unknown, query?: Query): Promise<T> {
  const options: RequestInit = { method }
  if (body !== undefined) {
    options.body = JSON.stringify(body)
    options.headers = { 'content-type': 'application/json' }
  }
  const response = await request(path, options, query)
  return (response.status === 204 ? undefined : await response.json()) as T
}

export const api = {
  get: <T>(path: string, query?: Query) => call<T>('GET', path, undefined, query),
  post: <T>(path: string, body?: unknown) => call<T>('POST', path, body),
  put: <T>(path: string, body: unknown) => call<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => call<T>('PATCH', path, body),
  delete: <T>(path: string) => call<T>('DELETE', path),
}

/** In the window the token comes by its bridge; in a browser in exchange for the login code, if there is one. */
export async function logIn(): Promise<void> {
  if (shell) return keepToken((await shell.request('token', {})).token)
  const code = takeLoginCode()
  if (code !== null) keepToken((await api.post<Token>('login', { code })).token)
}
