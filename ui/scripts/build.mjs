// Builds the UI into dist/ and puts a .gz and a .br beside every file that they make smaller. The folder is made aside and
// put in place whole, so that nobody embeds half of it.
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))
const made = join(root, 'dist.new')
const dist = join(root, 'dist')

const encodings = {
  gz: (bytes) => gzipSync(bytes, { level: 9 }),
  br: (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
}

function compress(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    const path = join(folder, name)
    if (!statSync(path).isFile()) continue
    const bytes = readFileSync(path)
    for (const [ending, encode] of Object.entries(encodings)) {
      const encoded = encode(bytes)
      if (encoded.length < bytes.length) writeFileSync(`${path}.${ending}`, encoded)
    }
  }
}

rmSync(made, { recursive: true, force: true })
await build({ root, logLevel: 'warn', build: { outDir: made, emptyOutDir: true } })
compress(made)
rmSync(dist, { recursive: true, force: true })
renameSync(made, dist)
