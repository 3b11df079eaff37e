// In a script world of our own, where alone the window's message handler can be seen: passes requests on and answers back.
{
  const handler = window.webkit.messageHandlers.hearth
  const send = (request) => handler.postMessage(JSON.stringify(request))

  window.addEventListener('hearth-shell-request', async (event) => {
    const { id, ...request } = JSON.parse(event.detail)
    let result
    try {
      result = { id, answer: JSON.parse(await send(request)) }
    } catch (error) {
      result = { id, error: error.message ?? String(error) }
    }
    window.dispatchEvent(new CustomEvent('hearth-shell-answer', { detail: JSON.stringify(result) }))
  })

  // The second frame after the document is there comes only when the first was drawn.
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(() => send({ command: 'painted', arguments: {} })))
  if (document.readyState === 'loading') window.addEventListener('DOMContentLoaded', painted)
  else painted()
}
