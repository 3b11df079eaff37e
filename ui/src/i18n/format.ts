// Times and sizes as the user's language writes them.
import { translation } from './i18n.svelte'

// The user's own kind of the language, such as British English, where the browser names one.
function locale(): string {
  const { language } = translation
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language
}

export function time(milliseconds: number): string {
  return new Date(milliseconds).toLocaleString(locale(), { dateStyle: 'medium', timeStyle: 'short' })
}

export function percent(share: number): string {
  return share.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: 0 })
}

export function bytes(count: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  const step = count < 1 ? 0 : Math.min(Math.floor(Math.log10(count) / 3), units.length - 1)
  const value = count / 1000 ** step
  const unitDisplay = step === 0 ? 'long' : 'short'
  const options = { style: 'unit', unit: units[step], unitDisplay, maximumFractionDigits: value < 10 ? 1 : 0 } as const
  return value.toLocaleString(locale(), options)
}
