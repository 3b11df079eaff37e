// A tool call's arguments on one line: the path, the command or the words it is about, or else all of them.
const telling = ['path', 'from', 'command', 'glob', 'pattern', 'query', 'url', 'task']

export function summaryOf(argumentsOfCall: unknown): string {
  if (typeof argumentsOfCall !== 'object' || argumentsOfCall === null) return String(argumentsOfCall ?? '')
  const values = argumentsOfCall as Record<string, unknown>
  const first = telling.map((name) => values[name]).find((value) => typeof value === 'string')
  if (typeof first === 'string') return typeof values.to === 'string' ? `${first} → ${values.to}` : first
  return Object.keys(values).length === 0 ? '' : JSON.stringify(values)
}
