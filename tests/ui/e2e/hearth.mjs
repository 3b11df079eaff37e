// The real program for an end-to-end test, in folders of its own: `await startHearth()`; `hearth.close()` ends it and
// demands that it ended well. What it said is shown when a test fails (`hearth.log()`).
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const program = process.env.HEARTH_BIN ?? join(repository, 'build/bin/hearth')

/** The first line that a process prints. */
function firstLine(stream) {
  return new Promise((resolve, reject) => {
    let text = ''
    stream.setEncoding('utf8')
    stream.on('data', (piece) => {
      text += piece
      if (text.includes('\n')) resolve(text.split('\n')[0])
    })
    stream.on('end', () => reject(new Error(`the process ended before it said where it listens: ${text}`)))
  })
}

function ended(process) {
  return new Promise((resolve) => {
    if (process.exitCode !== null || process.signalCode !== null) resolve(process.exitCode)
    process.once('exit', (code) => resolve(code))
  })
}

class Hearth {
  constructor(folder) {
    this.folder = folder
    this.workspace = join(folder, 'work')
    for (const name of ['home', 'data', 'config', 'run']) mkdirSync(join(folder, name), { mode: 0o700 })
    cpSync(join(repository, 'examples'), this.workspace, { recursive: true })
  }

  async serve() {
    const folders = { HOME: 'home', XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config', XDG_RUNTIME_DIR: 'run' }
    const env = { PATH: process.env.PATH, LANG: 'C.UTF-8' }
    for (const [name, folder] of Object.entries(folders)) env[name] = join(this.folder, folder)
    this.said = ''
    this.process = spawn(program, ['serve', '--ready-fd', '3'], { env, cwd: this.workspace, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on('data', (piece) => (this.said += piece))
    }
    await new Promise((resolve, reject) => {
      this.process.stdio[3].once('data', resolve)
      this.process.once('exit', (code) => reject(new Error(`hearth serve ended with ${code}:\n${this.said}`)))
    })
    this.url = (await this.api('GET', 'health')).url
  }

  /** A call of the API over the unix socket, with the token from its file, as the command line makes it. */
  api(method, path, body) {
    const token = this.token()
    const text = body === undefined ? '' : JSON.stringify(body)
    const headers = { host: 'localhost', authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    return new Promise((resolve, reject) => {
      const call = request({ socketPath: this.#find('socket'), method, path: `/api/v1/${path}`, headers }, async (response) => {
        let answer = ''
        for await (const piece of response) answer += piece
        if (response.statusCode >= 400) reject(new Error(`${method} ${path}: ${response.statusCode} ${answer}`))
        else resolve(answer ? JSON.parse(answer) : undefined)
      })
      call.on('error', reject)
      call.end(text)
    })
  }

  token() {
    return readFileSync(this.#find('token'), 'utf8').trim()
  }

  /** Where the sidecar has put the file of that name. */
  #find(name) {
    for (const folder of ['run', 'data'].map((one) => join(this.folder, one))) {
      const found = readdirSync(folder, { recursive: true }).find((path) => path.split('/').at(-1) === name)
      if (found) return join(folder, found)
    }
    throw new Error(`there is no file ${name} below ${this.folder}`)
  }

  /** A link that lets one tab in, once. */
  async link() {
    return (await this.api('POST', 'login-codes', {})).url
  }

  /** A scripted model server of tests/fakes as the local one; its models are listed there. */
  async useFakeModel(steps = []) {
    const script = join(this.folder, 'script.json')
    writeFileSync(script, JSON.stringify({ steps }))
    const words = ['-B', join(repository, 'tests/fakes/openai_server.py'), '--parent-watch', '--script', script]
    this.model = spawn('/usr/bin/python3', words, { stdio: ['pipe', 'pipe', 'ignore'] })
    this.modelUrl = await firstLine(this.model.stdout)
    await this.api('PUT', 'settings/local.base_url', { value: this.modelUrl })
  }

  /** Lets answers that stall go on; `hold` makes later ones stall again. */
  async control(action) {
    await fetch(`${this.modelUrl.replace(/\/v1$/, '')}/control/${action}`, { method: 'POST' })
  }

  /** Puts rows into the database, faster than anybody could have said them; the sidecar is started anew for it. */
  async fill(sql) {
    await this.stop()
    const load = 'import sqlite3, sys\nwith sqlite3.connect(sys.argv[1]) as rows: rows.executescript(sys.stdin.read())'
    execFileSync('/usr/bin/python3', ['-c', load, this.#find('hearth.db')], { input: sql })
    await this.serve()
  }

  async stop(signal = 'SIGTERM') {
    const process = this.process
    this.process = null
    process.removeAllListeners('exit')
    process.kill(signal)
    return ended(process)
  }

  async close() {
    const code = this.process ? await this.stop() : 0
    if (this.model) {
      this.model.kill()
      await ended(this.model)
    }
    rmSync(this.folder, { recursive: true, force: true })
    if (code !== 0) throw new Error(`the sidecar ended with ${code}:\n${this.said}`)
  }
}

export async function startHearth() {
  const hearth = new Hearth(mkdtempSync(join(tmpdir(), 'hearth-ui-')))
  await hearth.serve()
  return hearth
}
