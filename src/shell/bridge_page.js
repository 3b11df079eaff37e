// window.hearthShell, in the page's own world and in the top frame alone (bridge.md). It only passes on: what is asked for
// is decided in the window's process.
{
  const waiting = new Map()
  let last = 0
  let opened = null
  let whenOpened = null

  const request = (command, details = {}) =>
    new Promise((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      const detail = JSON.stringify({ id: last, command, arguments: details })
      window.dispatchEvent(new CustomEvent('hearth-shell-request', { detail }))
    })

  const onOpen = (callback) => {
    whenOpened = callback
    if (opened) callback(opened)
    opened = null
  }

  window.addEventListener('hearth-shell-answer', (event) => {
    const { id, answer, error } = JSON.parse(event.detail)
    const { resolve, reject } = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) resolve(answer)
    else reject(new Error(error))
  })

  window.addEventListener('hearth-shell-open', (event) => {
    const link = JSON.parse(event.detail)
    if (whenOpened) whenOpened(link)
    else opened = link
  })

  Object.defineProperty(window, 'hearthShell', { value: Object.freeze({ request, onOpen }) })
}
