// Made by scripts/generate-types.mjs from docs/api. Do not edit.

export type ApprovalDecision = {
  decision: "once" | "session" | "always" | "deny"
  pattern?: string // A glob over paths in the workspace, for session and always
  reason?: string // Why not, for deny: the model is told, and the session shows it
}

export type ApprovalResult = { call_id: string; decision: "once" | "session" | "always" | "deny" }

export type Attachment = {
  id: number // Row id
  session_id: number // Row id
  name: string
  media_type: string // Found from the bytes, not from the name
  kind: "text" | "image" // Text is given to models; images are only kept and shown, and models are told that they cannot see them
  size: number // Bytes
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type Check = {
  name: string
  status: "ok" | "warn" | "fail"
  detail: string
  advice?: string
}

export type Doctor = { checks: Check[] }

export type NewDocumentRoot = {
  workspace: string // The folder that it belongs to; nothing of it is found elsewhere
  path: string // An absolute path of a file or a folder
  watched?: boolean // Read it again whenever it changes
}

export type DocumentRootWatch = { watched: boolean }

export type DocumentProgress = {
  root: number // The row id of the root
  state: "idle" | "waiting" | "reading" | "done" | "failed" // idle: nothing was to be done since the start
  done: number // Files looked at
  total: number // Files to look at
  path: string // The file that is read now, or empty
  read: number // Files whose text was read, once done
  unchanged: number // Files that are as they were, once done
  failed: number // Files that could not be read, once done
  skipped: number // Files without text, once done
  removed: number // Files that are gone, once done
  problem: string // Why it failed, or what was left out; mostly empty
}

export type DocumentRoot = {
  id: number // Row id
  workspace: string // The folder that it belongs to
  path: string // A file or a folder
  watched: boolean // It is read again whenever it changes
  added_at: number // Milliseconds since 1970-01-01 UTC
  ready: number // Files that were read
  failed: number // Files that could not be read
  skipped: number // Files without text
  reading: DocumentProgress
}

export type DocumentRootList = { roots: DocumentRoot[] }

export type Document = {
  id: number // Row id
  root: number // The root that it lies below
  path: string // Absolute
  title: string // As the document calls itself, else its name
  format: string // pdf, docx, odt, pptx, xlsx, epub, html, markdown, text, code, csv, eml or mbox; empty: not known
  size: number // Bytes
  modified_at: number // Milliseconds since 1970-01-01 UTC
  state: "ready" | "failed" | "skipped" // failed: it is a document and could not be read; skipped: it holds no text
  problem: string // Why it has no text, or less of it
  read_at: number // Milliseconds since 1970-01-01 UTC
}

export type DocumentList = {
  documents: Document[]
  next_before: number | null // Goes on with ?before=; null: that is all
}

export type DocumentChunk = {
  id: number // Row id
  sequence: number // Its place in the document, from 0
  heading: string // The headings above it, outermost first, joined by ' > '
  text: string // What stands there
  place: string // What to call where it stands: 'page 3', 'lines 10-24', 'sheet Sales, row 5'
  page: number | null // Of a page, slide or sheet, from 1
  first_line: number | null // Of text formats, from 1
  last_line: number | null // Of text formats, from 1
}

export type DocumentText = {
  document: Document
  chunk_count: number // Of the whole document
  chunks: DocumentChunk[]
  next_after: number | null // Goes on with ?after=; null: that is all
}

export type EgressRow = {
  id: number // Row id
  at: number // Milliseconds since 1970-01-01 UTC; the row was on the disk before anything left
  purpose: "model" | "mcp" | "download" | "update" | "command"
  host: string
  port: number
  session: number | null
  run: number | null
  call_id: string | null // The tool call that made the connection
  model: string | null // The model that was asked over it
  decision: "allowed" | "denied"
  rule: string // What decided, in words
  messages: number[] // Ids of the messages that were sent
  body_hash: string | null // SHA-256 of what a model call sent; GET egress/{id}/body gives it
  outcome: "open" | "done" | "failed" | "refused" | "cut" | "cut off" | "denied" // refused: its name led to an address that is not allowed. cut: the rules changed. cut off: Hearth itself ended before it
  ended_at: number | null
  bytes_up: number
  bytes_down: number
}

export type EgressList = {
  connections: EgressRow[]
  next_before: number | null // Pass as before for the next page; null on the last one
}

export type FileNames = {
  files: ({
    path: string // Relative to the workspace
    kind: "file" | "folder"
  })[] // Best matches first; hidden folders, what programs make (node_modules, build, __pycache__) and what .gitignore files name are passed over
  cut_off: boolean // There may be more matches: the limit was reached, or the folder holds more than is looked through
}

export type ChangedFile = {
  path: string // Its present name, or its last one
  present: boolean // False once it was deleted or another file took its name
  actions: ("read" | "create" | "modify" | "delete" | "rename")[] // What was done with it, each once
  times: number // How often it was read or changed
  first_at: number // Milliseconds since 1970-01-01 UTC
  last_at: number // Milliseconds since 1970-01-01 UTC
  last_run_id: number // The run that touched it last
}

export type ChangeList = {
  files: ChangedFile[] // Last touched first
  cut_off: boolean // More files were touched than the limit
}

export type FileDiff = {
  id: number // Row id
  run_id: number // The run that made it
  call_id: string
  tool: string // The tool that was called
  action: "create" | "modify" | "delete" | "rename"
  path: string // As it was named then; for a rename the new name
  previous_path?: string // Of a rename: the old name
  at: number // Milliseconds since 1970-01-01 UTC
  text?: {
    diff?: string // Unified, without the lines that name the files; at most 64 KiB
    omitted?: "binary" | "too_large" // Why there is no diff
    added?: number // Lines
    removed?: number // Lines
  } // What changed in the text. Absent where that was not kept: of what was deleted or renamed, and of what a program changed
}

export type DiffList = {
  changes: FileDiff[]
  next_before: number | null // The id to pass as before for the next page; null on the last one
}

export type Grant = {
  id: number // Row id
  effect: "allow" | "ask" | "deny"
  tool: string // Its name, or *
  pattern: string // A glob over paths in the workspace, or the words of a command
  workspace: string // The folder in which it holds
  session: number | null // The one session in which it holds; null: in all
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type GrantList = { grants: Grant[] }

export type Health = {
  status: "ok"
  version: string
  pid: number
  uptime_ms: number
  data_directory: string
  active_runs: number
  url: string // Where a browser finds Hearth; empty without a TCP port
}

export type FileHistory = {
  path: string
  names: string[] // Every name the file has had, oldest first
  tasks: Task[]
  next_before: number | null // The id to pass as before for the next page; null on the last one
}

export type Login = { code: string }

export type Token = { token: string }

export type LoginCode = {
  code: string
  url: string // Holds the code in its fragment, which no browser sends over the network
}

export type Machine = {
  memory_bytes: number
  memory_available_bytes: number
  cores: number
  gpus: string[] // Render nodes of /dev/dri, such as renderD128
  model_files: {
    name: string
    bytes: number
    program: string // In whose folder it lies
  }[] // Models that other programs have on this machine, largest first
  cut_off: boolean // There is more than was looked through
  servers: {
    base_url: string // What local.base_url may be set to
    program: string // Whose usual port it is
    models: string[]
  }[] | null // Model servers that answered on 127.0.0.1; null where probe=true was not asked for
}

export type MemoryHit = {
  kind: "message" | "observation" | "suggestion" | "past" | "document" // past: an observation that no longer holds
  id: number // Row id of the message, observation or document
  text: string // Of a document, the passage
  at: number // When it was said, holds since, or was changed: milliseconds since 1970-01-01 UTC
  score: number // Larger is better; comparable within one answer
  untrusted: boolean // Somebody else may have written it
  session_id: number | null // Where it was said; null: not in a session
  session_title?: string
  role?: string
  subject?: string // Of an observation
  title?: string // Of a document, as are path, place, page and line
  path?: string
  place?: string // What to call where the passage stands: page 3
  page?: number | null
  line?: number | null
  reasons?: { feature: string; share: number }[] // With explain=true: how much each feature added to the score, the largest first
}

export type MemorySearchResults = {
  results: MemoryHit[]
  behind: number // How many messages could not be looked at, because the index is still being made
  by_meaning: boolean // Whether an encoder took part, or words alone
}

export type Observation = {
  id: number // Row id
  kind: "fact" | "preference" | "decision" | "procedure" | "episode"
  subject: string // Whom or what it is about; may be empty
  text: string
  scope: "global" | "project" | "session" // Where it may be read: everywhere, in one workspace or in one session
  workspace_id: number | null // Of scope project
  workspace: string | null // Its folder
  session_id: number | null // Of scope session
  source_message_id: number | null // Where it was said; null: it was told directly, or its session is deleted
  state: "suggested" | "confirmed" | "ended" // ended: superseded, or its time is over
  confirmed_by: "user" | "setting" | null // null: nobody yet, a suggestion
  confidence: number
  untrusted: boolean // Written while its session held text of somebody else
  valid_from: number // Milliseconds since 1970-01-01 UTC
  valid_until: number | null // Milliseconds since 1970-01-01 UTC; null: it holds still
  superseded_by: number | null // The observation that took its place
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type ObservationList = {
  observations: Observation[]
  next_before: number | null // As before, it gives the next page; null: this was the last
}

export type ObservationSource = {
  message_id: number
  session_id: number
  role: "system" | "user" | "assistant" | "tool"
  text: string
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type ObservationDetail = {
  observation: Observation
  chain: Observation[] // All that superseded each other, oldest first, itself among them
  source: ObservationSource | null // Where it was said
}

export type NewObservation = {
  text: string // A sentence that can be understood alone; at most 4000 bytes
  kind?: "fact" | "preference" | "decision" | "procedure" | "episode" // Left out: fact
  subject?: string // Whom or what it is about; at most 200 bytes
  scope?: "global" | "project" | "session" // Where it may be read: everywhere, in one workspace or in one session. Left out: in the session that is given, else in the workspace that is given, else everywhere
  workspace?: string // The folder of the project
  session?: number // The session
  source_message_id?: number // Where it was said
  valid_from?: number // Milliseconds since 1970-01-01 UTC; left out: now
  valid_until?: number // Milliseconds since 1970-01-01 UTC; left out: it holds until it is superseded
  supersedes?: number[] // Observations that end, because this one takes their place
}

export type ObservationConfirmation = {
  supersedes?: number[] // Observations that end, because this one takes their place
}

export type ObservationChange = {
  text?: string // A sentence that can be understood alone; at most 4000 bytes
  kind?: "fact" | "preference" | "decision" | "procedure" | "episode"
  subject?: string // Whom or what it is about; at most 200 bytes
  scope?: "global" | "project" | "session" // Where the new one may be read
  workspace?: string // The folder of the project
  session?: number // The session
}

export type ForgottenObservations = {
  forgotten: number[] // Row ids, the one that was asked for first
}

export type MemoryExport = {
  format: "jsonl" | "markdown"
  count: number // How many observations
  text: string
}

export type Block = { type: "text"; text: string; provider?: unknown } | { type: "thinking"; text: string; provider?: unknown } | {
  type: "tool_use"
  call_id: string
  name: string
  arguments_raw: string // The bytes that the model sent
  arguments?: Record<string, unknown> // Absent if they are no JSON object
  provider?: unknown
} | {
  type: "tool_result"
  call_id: string
  name: string
  text: string
  is_error: boolean
  denied?: string // Present if the call was not allowed: why, in the user's words, or empty
  structured?: unknown
  provider?: unknown
} | {
  type: "attachment"
  attachment_id: number // Its bytes: GET /api/v1/attachments/{id}
  name: string
  media_type: string
  text: string // What models are given of it
}

export type Message = {
  id: number // Row id
  parent_id: number | null // The message that this one follows; null for the first of a branch
  siblings?: number[] // All messages with this parent, oldest first, this one among them; absent when it is the only one
  run_id: number | null
  role: "system" | "user" | "assistant" | "tool"
  blocks: Block[]
  details?: Record<string, unknown> // Origin, stop reason and usage of an assistant's message
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type MessageList = {
  messages: Message[]
  next_before: number | null // The id to pass as before for the next page; null on the last one
}

export type NewMessage = { role?: "user"; text: string }

export type AddedMessage = {
  id: number // Row id
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type Model = {
  id: string
  description: string
  leaves_machine: boolean
  context_tokens?: number // How many tokens a question and its answer may have together; absent: its server does not say
}

export type ModelList = {
  models: Model[]
  notes: string[] // What could not be reached, and why
}

export type Network = {
  mode: "offline" | "local" | "allowlist" | "ask" // Everywhere: offline lets nothing out, local only to the private network, allowlist only where a rule allows it, ask asks where no rule speaks
  fixed: boolean // True: config.toml decides, and it cannot be changed here
  session: number | null // The session that was asked about
  session_mode: "offline" | "local" | "allowlist" | "ask" | null // The session's own mode; null: as everywhere
  effective: "offline" | "local" | "allowlist" | "ask" // The stricter of both
  fault: string | null // Why the policy cannot be read; then everything is denied
}

export type NetworkChange = {
  mode: "offline" | "local" | "allowlist" | "ask" | null // null takes a session's own mode away
  session?: number // Only of this session
}

export type NetworkRule = {
  id: number // Row id
  effect: "allow" | "deny"
  purpose: "*" | "model" | "mcp" | "download" | "update" | "command"
  host: string // A name, an address, or *.name for every name below it
  port: number
  session: number | null // Only in this session; null: everywhere
  created_at: number // Milliseconds since 1970-01-01 UTC
}

export type NetworkRuleList = { rules: NetworkRule[] }

export type NewNetworkRule = {
  effect: "allow" | "deny" // deny is stronger
  host: string // A name in any script, an address, or *.name for every name below it
  port: number
  purpose?: "*" | "model" | "mcp" | "download" | "update" | "command" // * is every purpose, and what is meant when none is given
  session?: number // Only in this session
}

export type OpenApi = Record<string, unknown>

export type PageState = { name: string; value: string }

export type PageStateList = { page_state: PageState[] }

export type PageStateValue = { value: string }

export type PreviewTask = {
  task: string
  model?: string // As in the list of models; the setting agent.model if left out
  session_id?: number // The session whose conversation goes before; none: a new one
  workspace?: string // The folder of a new session
}

export type PreviewFinding = {
  what: string
  class: string
  action: "allow" | "mask" | "ask" | "block"
  preview: string // Enough to recognise it by, and not enough to use it
  placeholder: string
  times: number
}

export type Preview = {
  leaves_machine: boolean // False: the model is on this machine, nothing is sent, and nothing else is in this answer
  destination?: string // host:port
  decision?: "allow" | "deny" | "ask" // Of the network policy
  rule?: string
  verdict?: "allow" | "mask" | "ask" | "block" // The strictest action of any finding
  findings?: PreviewFinding[]
  body?: string // The bytes that would be sent, private data masked
}

export type Problem = {
  type: string
  title: string
  status: number
  detail: string // What was tried, what happened and what to do
}

export type Protection = {
  level: "full" | "reduced" | "unavailable"
  gaps: string[] // What is left open
  reason: string // Why it is not full
  remedy: string
  bubblewrap: string // Its path
  bubblewrap_version: string
  landlock: number // The kernel's version of it; 0: none
  took_ms: number
  accepted?: "full" | "reduced" // The least protection accepted for the workspace that was asked about
}

export type ProtectionAccept = { workspace: string; accepted: "full" | "reduced" }

export type ProtectionAccepted = { workspace: string; accepted: "full" | "reduced" }

export type NewRun = {
  task?: string // What is to be done
  model?: string // An id from the list of models; without it the setting agent.model
  attachments?: number[] // Attachments of this session that belong to the task
  parent_id?: number | null // The message that the task follows, so that it begins a branch; null: none, as the first task of a session; absent: the last message of the branch in use
  regenerate?: number // A message of the user that is answered anew; excludes task, parent_id and attachments
}

export type Run = {
  id: number // Row id
  task_id: number // Row id
  session_id: number // Row id
  state: "queued" | "running" | "waiting_approval" | "finished" | "failed" | "cancelled" | "interrupted"
  model: string
  task: string // What is to be done, the first 500 characters; the message that says it enters the conversation when the run begins
  resumes: number // How often it was taken up again after a restart
  created_at: number // Milliseconds since 1970-01-01 UTC
  started_at: number | null
  ended_at: number | null
  error?: string // Why it did not end well
  protection?: Protection // How well boxes protected when it was last taken up; absent: nobody had looked by then
}

export type RunList = {
  runs: Run[]
  next_before: number | null // The id to pass as before for the next page; null on the last one
}

export type RunEvent = {
  sequence: number
  at: number // Milliseconds since 1970-01-01 UTC
  type: string
  data: Record<string, unknown>
}

export type SearchHit = {
  message_id: number // Row id
  session_id: number // Row id
  session_title: string // May be empty
  role: string
  snippet: string // Matches stand between U+2068 and U+2069
  created_at: number // Milliseconds since 1970-01-01 UTC
  score: number // Larger is better; comparable within one answer
}

export type SearchResults = { results: SearchHit[]; next_offset: number | null }

export type NewSession = {
  title?: string
  workspace?: string // An absolute path of an existing folder
}

export type Session = {
  id: number // Row id
  title: string // Made from the first task where none was given
  workspace: string | null // The folder that the session works in
  pinned: boolean // The user keeps it at the top
  head_id: number | null // The last message of the branch in use; null while there is none
  created_at: number // Milliseconds since 1970-01-01 UTC
  updated_at: number // Milliseconds since 1970-01-01 UTC
}

export type SessionList = {
  sessions: Session[]
  next_cursor: string | null // Pass as cursor for the next page; null on the last one
}

export type SessionChange = { title?: string; pinned?: boolean }

export type NewHead = {
  message_id: number // The branch that is shown next ends at the newest message below this one
}

export type NewFork = {
  message_id: number // The last message that the new session takes along
}

export type Setting = {
  name: string
  type: "boolean" | "integer" | "text"
  value: unknown
  default: unknown
  source: "default" | "preference" | "config.toml"
  home: "preference" | "config.toml"
  documentation: string
  minimum?: number
  maximum?: number
  choices?: string[]
}

export type SettingList = { settings: Setting[] }

export type SettingValue = { value: boolean | number | string }

export type Shutdown = { status: "stopping"; active_runs: number }

export type SupportBundle = {
  made_at: number // Milliseconds since 1970-01-01 UTC
  version: string
  schema_version: number
  system: { kernel: string; processor: string }
  checks: Record<string, unknown>[] // As GET /api/v1/doctor gives them
  settings: Record<string, unknown> // Those that are not as they come, by name
  protection: Record<string, unknown>
  counts: Record<string, number> // Rows per table
  log: string[] // The last lines of hearth.log
}

export type Task = {
  id: number // Row id
  session_id: number // Row id
  title: string
  state: "queued" | "running" | "waiting_approval" | "finished" | "failed" | "cancelled" | "interrupted"
  inputs: Record<string, unknown>
  outputs: Record<string, unknown>
  metadata: Record<string, unknown>
  actions?: ("read" | "create" | "modify" | "delete" | "rename")[] // What the task did with the file that was asked about
  created_at: number // Milliseconds since 1970-01-01 UTC
  finished_at: number | null
}

export type TaskList = {
  tasks: Task[]
  next_before: number | null // The id to pass as before for the next page; null on the last one
}

export type Workspace = {
  id: number // Row id
  path: string
  present: boolean // The folder is there and may be a workspace now
  sessions: number
  last_used_at: number // Milliseconds since 1970-01-01 UTC
}

export type WorkspaceList = {
  workspaces: Workspace[] // Last used first
}

export type WorkspaceQuestion = {
  path: string // An absolute path
}

export type WorkspaceAnswer = {
  ok: boolean
  path: string // Without symbolic links; empty unless ok
  reason: string | null // Why the folder cannot be a workspace
}
