import { expect, test } from 'vitest'
import manual from '../../../../docs/settings.md?raw'
import { titleOf } from '../../pages/settings/words'
import { languages } from '../languages'

// The settings of the manual: name, what it does, values. Those of the appearance have a form with texts of its own.
const english = new Map(
  [...manual.matchAll(/^## `(.+)`\n\n(.+)\n\n- value: (?:one of )?(.+)$/gm)]
    .map(([, name, help, values]) => [name!, { help: help!, values: values!.split(', ') }] as const)
    .filter(([name]) => !name.startsWith('appearance.')),
)

/** What stands in a help as it is in every language: explained values, names of settings, addresses, examples. */
function literals({ help, values }: { help: string; values: string[] }) {
  const explained = values.filter((value) => help.includes(`${value}: `))
  return [...explained, ...(help.match(/redaction\.\w+|https?:[^\s;]+|"\w+: [^"]+"/g) ?? [])]
}

for (const { code, settings } of languages.filter(({ code }) => code !== 'en')) {
  test(`every setting has a title and a help in ${code}, translated, and with the same values`, async () => {
    const texts = await settings()
    expect(Object.keys(texts).sort()).toEqual([...english.keys()].sort())
    for (const [name, { title, help }] of Object.entries(texts)) {
      expect(title, name).not.toBe(titleOf(name))
      expect(help, name).not.toBe(english.get(name)!.help)
      for (const literal of literals(english.get(name)!)) expect(help, name).toContain(literal)
    }
  })
}
