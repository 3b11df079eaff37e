// A wire between browser and sidecar that can be cut: `cut()` breaks every connection and lets none come about until `mend()`.
import { createServer, request } from 'node:http'

export async function startCuttable() {
  const sockets = new Set()
  let whole = true
  const server = createServer((asked, told) => {
    const onward = request(asked.url, { method: asked.method, headers: asked.headers }, (answer) => {
      told.writeHead(answer.statusCode, answer.headers)
      told.flushHeaders() // a stream of events may be silent for long
      answer.pipe(told)
      answer.on('error', () => told.destroy())
    })
    onward.on('error', () => told.destroy())
    told.on('close', () => onward.destroy())
    asked.pipe(onward)
  })
  server.on('connection', (socket) => {
    if (!whole) return socket.destroy()
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    whole = false
    for (const socket of sockets) socket.destroy()
  }
  return {
    proxy: { server: `http://127.0.0.1:${server.address().port}`, bypass: '<-loopback>' }, // loopback, too, goes by it
    cut,
    mend: () => (whole = true),
    close: () => (cut(), server.close()),
  }
}
