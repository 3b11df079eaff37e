// What went wrong with a call, in words that a user can act on: `message` is the problem's detail.
import type { Problem } from './types'

export class ApiError extends Error {
  readonly status: number

  constructor(problem: Pick<Problem, 'status' | 'detail'>) {
    super(problem.detail)
    this.name = 'ApiError'
    this.status = problem.status
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** True where a signal ended it: nobody needs to be told. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
