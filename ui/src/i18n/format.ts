// Times and sizes as the user's language writes them.
import { translation } from './i18n.svelte'

export function time(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(translation.language, { dateStyle: 'medium', timeStyle: 'short' })
}

export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1)
  const value = count / 1000 ** step
  const options = { style: 'unit', unit: units[step], unitDisplay: 'short', maximumFractionDigits: value < 10 ? 1 : 0 } as const
  return value.toLocaleString(translation.language, options)
}
