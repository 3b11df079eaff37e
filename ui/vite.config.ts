import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// `make dev` names the sidecar that Vite's server passes calls of the API on to. The sidecar answers only to its own
// address, so Host and Origin become that.
const sidecar = process.env.HEARTH_URL ?? 'http://127.0.0.1:1'

export default defineConfig({
  plugins: [svelte()],
  resolve: process.env.VITEST ? { conditions: ['browser'] } : {},
  server: {
    host: '127.0.0.1',
    fs: { allow: ['.', '../docs'] }, // a test reads the manual of the settings
    proxy: {
      '/api': { target: sidecar, changeOrigin: true, headers: { origin: sidecar } },
    },
  },
  build: {
    // Inlined assets and the preload script would break the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: false,
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts', 'scripts/**/*.test.mjs'] },
})
