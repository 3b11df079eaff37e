// The figures of a receipt.
import type { Answer, Part } from './answer'

const naming = ['path', 'from', 'to']

/** The files that tools were called with and did something to, each once. */
export function filesOf(parts: Part[]): string[] {
  const files = new Set<string>()
  for (const part of parts) {
    if (part.kind !== 'tool' || part.state !== 'finished' || typeof part.arguments !== 'object') continue
    const values = (part.arguments ?? {}) as Record<string, unknown>
    for (const name of naming) if (typeof values[name] === 'string' && values[name] !== '.') files.add(values[name])
  }
  return [...files]
}

export function timeOf({ startedAt, endedAt }: Pick<Answer, 'startedAt' | 'endedAt'>, language: string): string {
  if (startedAt === null || endedAt === null) return ''
  const seconds = (endedAt - startedAt) / 1000
  const number = (value: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow', maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)
  if (seconds < 1) return number(endedAt - startedAt, 'millisecond')
  if (seconds < 60) return number(seconds, 'second')
  return `${number(Math.floor(seconds / 60), 'minute')} ${number(Math.round(seconds % 60), 'second')}`
}
