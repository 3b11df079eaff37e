// The plain page: sessions on the left, one conversation on the right. Text from the server is only ever set as text.

const element = (id) => document.getElementById(id)
const tokenKey = 'hearth.token'
let current = null // the session shown
let following = null // { run, stop } of the run whose events are being read

// In the window the token comes by its bridge (src/shell/bridge.md), in a browser by a login link.
async function exchangeCode() {
  if (window.hearthShell) {
    sessionStorage.setItem(tokenKey, (await window.hearthShell.request('token')).token)
    return
  }
  const code = new URLSearchParams(location.hash.slice(1)).get('code')
  if (!code) return
  history.replaceState(null, '', '/')
  const response = await fetch('/api/v1/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.detail)
  sessionStorage.setItem(tokenKey, answer.token)
}

function headers(more) {
  return { authorization: `Bearer ${sessionStorage.getItem(tokenKey) ?? ''}`, ...more }
}

async function call(method, path, body) {
  const request = { method, headers: headers(body ? { 'content-type': 'application/json' } : {}) }
  if (body) request.body = JSON.stringify(body)
  const response = await fetch(`/api/v1/${path}`, request)
  const answer = await response.json()
  if (response.status === 401) throw new Error('You are not logged in. Run `hearth open` for a new login link.')
  if (!response.ok) throw new Error(answer.detail)
  return answer
}

function show(error) {
  element('error').textContent = error ? error.message : ''
}

// Runs an action of the page and shows what went wrong with it.
function attempt(action) {
  return async (...details) => {
    show(null)
    try {
      await action(...details)
    } catch (error) {
      show(error)
    }
  }
}

function add(kind, text) {
  const item = document.createElement('li')
  item.className = kind
  item.textContent = text
  element('messages').append(item)
  item.scrollIntoView({ block: 'nearest' })
  return item
}

function addMessage(message) {
  for (const block of message.blocks) {
    if (block.type === 'text') add(message.role, block.text)
    else if (block.type === 'tool_use') add('step', `${block.name} ${block.arguments_raw}`)
  }
}

async function listSessions() {
  const { sessions } = await call('GET', 'sessions?limit=100')
  const items = sessions.map((session) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = session.title
    button.setAttribute('aria-current', String(current?.id === session.id))
    const folder = document.createElement('small')
    folder.textContent = session.workspace ?? 'no folder'
    button.append(folder)
    button.addEventListener('click', attempt(() => openSession(session)))
    const item = document.createElement('li')
    item.append(button)
    return item
  })
  element('sessions').replaceChildren(...items)
}

function clear() {
  following?.stop.abort()
  following = null
  element('messages').replaceChildren()
  element('approval').hidden = true
  element('cancel').hidden = true
}

async function openSession(session) {
  clear()
  current = session
  element('workspace').value = session.workspace ?? ''
  element('workspace').disabled = true
  const { messages } = await call('GET', `sessions/${session.id}/messages?limit=200`)
  const { runs } = await call('GET', `sessions/${session.id}/runs?limit=1`)
  const open = runs.find((run) => run.ended_at === null)
  for (const message of messages.reverse()) if (!open || message.run_id !== open.id) addMessage(message)
  await listSessions()
  if (open) await follow(open)
}

function newSession() {
  clear()
  current = null
  element('workspace').disabled = false
  listSessions()
  element('task').focus()
}

async function start(event) {
  event.preventDefault()
  const task = element('task').value.trim()
  if (!current) {
    current = await call('POST', 'sessions', { title: task.slice(0, 60), workspace: element('workspace').value.trim() })
    element('workspace').disabled = true
  }
  const run = await call('POST', `sessions/${current.id}/runs`, { task })
  element('task').value = ''
  await listSessions()
  await follow(run)
}

function describe(question) {
  if (!question.command) return JSON.stringify(question.arguments, null, 2)
  const lines = [question.command, `in: ${question.arguments.folder ?? 'the workspace'}`]
  if (question.hosts.length > 0) lines.push(`reaches: ${question.hosts.join(', ')}`)
  if (question.user_only) lines.push(`Asked because ${question.reason}.`)
  return lines.join('\n')
}

function askApproval(run, question) {
  const box = element('approval')
  const title = document.createElement('p')
  const about = question.command ? '' : ` on ${question.paths.join(', ') || 'no file'}`
  title.textContent = `Allow ${question.name}${about}?`
  const details = document.createElement('pre')
  details.textContent = describe(question)
  const buttons = document.createElement('div')
  buttons.className = 'buttons'
  const standing = question.user_only ? [] : [['session', 'Allow in this session']]
  const choices = [['once', 'Allow once'], ...standing, ['deny', 'Deny']]
  for (const [decision, label] of choices) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = label
    button.addEventListener(
      'click',
      attempt(async () => {
        await call('POST', `runs/${run.id}/approvals/${encodeURIComponent(question.call_id)}`, { decision })
        box.hidden = true
      }),
    )
    buttons.append(button)
  }
  box.replaceChildren(title, details, buttons)
  box.hidden = false
}

// Splits a byte stream into server-sent events.
async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    const parts = (rest + value).split('\n\n')
    rest = parts.pop()
    for (const part of parts) {
      const data = part.split('\n').find((line) => line.startsWith('data: '))
      if (data) yield JSON.parse(data.slice(6))
    }
  }
}

async function follow(run) {
  const stop = new AbortController()
  following = { run, stop }
  element('cancel').hidden = false
  let answer = null
  const on = {
    'run.queued': (data) => add('user', data.task),
    'tool.requested': (data) => add('step', `${data.name} ${JSON.stringify(data.arguments)}`),
    'approval.requested': (data) => askApproval(run, data),
    'approval.decided': () => (element('approval').hidden = true),
    'message.delta': (data) => {
      answer ??= add('assistant', '')
      answer.textContent += data.text
      answer.scrollIntoView({ block: 'nearest' })
    },
    'message.added': () => (answer = null),
    'tool.output': (data) => add('output', data.text),
    'run.failed': (data) => add('step', `Failed: ${data.message}`),
    'run.cancelled': () => add('step', 'Stopped.'),
    'run.interrupted': (data) => add('step', `Interrupted: ${data.reason}`),
  }
  try {
    const response = await fetch(`/api/v1/runs/${run.id}/events`, { headers: headers(), signal: stop.signal })
    for await (const event of events(response)) on[event.type]?.(event.data)
    element('cancel').hidden = true
    following = null
  } catch (error) {
    if (error.name !== 'AbortError') throw error
  }
}

async function begin() {
  await exchangeCode()
  const health = await call('GET', 'health')
  element('status').textContent = `Version ${health.version}, on this machine only`
  await listSessions()
}

element('composer').addEventListener('submit', attempt(start))
element('new-session').addEventListener('click', newSession)
element('cancel').addEventListener('click', attempt(() => call('POST', `runs/${following.run.id}/cancel`)))
attempt(begin)().then(() => {
  if (element('error').textContent) element('status').textContent = 'Not connected'
})
