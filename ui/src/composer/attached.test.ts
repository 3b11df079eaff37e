import { expect, test } from 'vitest'
import { fromPaste, joined, longPaste, read, type Attached } from './attached'

const file = (name: string, ...parts: (string | Uint8Array<ArrayBuffer>)[]) => new File(parts, name)
const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255])

test('a text is read whole, with its mark of order', async () => {
  expect(await read(file('a/b.txt', '\ufeffGrüße'))).toEqual({ name: 'a_b.txt', size: 10, kind: 'text', content: '\ufeffGrüße' })
})

test('an image is told by its bytes', async () => {
  expect(await read(file('photo.txt', png))).toEqual({ name: 'photo.txt', size: 10, kind: 'image', content: 'data:image/png;base64,iVBORw0KGgoA/w==' })
})

test('what cannot be attached is refused by name', async () => {
  await expect(read(file('empty.txt'))).rejects.toThrow('empty.txt is empty')
  await expect(read(file('a.bin', Uint8Array.from([0, 1])))).rejects.toThrow('a.bin is neither text')
  await expect(read(file('a.pdf', Uint8Array.from([0xff, 0xfe])))).rejects.toThrow('a.pdf is neither text')
  await expect(read(file('long.txt', 'x'.repeat(256 * 1024 + 1)))).rejects.toThrow('long.txt')
  expect((await read(file('fits.txt', 'x'.repeat(256 * 1024)))).size).toBe(256 * 1024)
})

test('a long paste becomes a file', () => {
  expect(fromPaste('x'.repeat(longPaste))).toBeNull()
  expect(fromPaste('x'.repeat(longPaste + 1))).toMatchObject({ name: 'pasted.txt', size: longPaste + 1, pasted: true })
  expect(fromPaste('x'.repeat(256 * 1024 + 1))).toBeNull()
})

test('names stay apart', () => {
  const one: Attached = { name: 'image.png', size: 1, kind: 'image', content: '' }
  const all = [one, one, { ...one, name: 'Makefile' }, { ...one, name: 'Makefile' }].reduce(joined, [] as Attached[])
  expect(all.map(({ name }) => name)).toEqual(['image.png', 'image-2.png', 'Makefile', 'Makefile-2'])
})
