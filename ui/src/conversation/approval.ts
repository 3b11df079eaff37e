// What a user may answer to a question, and how far "always" reaches if nothing else is written.
import type { Question } from './answer'

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{},!]/g, '\\$&')
}

/** The glob that means exactly these paths, or the command itself; what is shown first, to be widened by hand. */
export function patternFor(question: Question): string {
  if (question.command) return `=${question.command}`
  const paths = question.paths.map(escapeGlob)
  if (paths.length === 0) return '**'
  return paths.length === 1 ? paths[0]! : `{${paths.join(',')}}`
}

/** A call that could send private data away is asked about each time. */
export function mayStand(question: Question): boolean {
  return !question.user_only
}
