const longest = 60

/** A session's first title: the task's first line, cut between words. */
export function titleOf(task: string): string {
  const line = task.trim().split('\n')[0] ?? ''
  if (line.length <= longest) return line
  const cut = line.slice(0, longest)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 20 ? cut.lastIndexOf(' ') : longest)}…`
}
