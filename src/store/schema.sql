-- The whole schema of the newest version. A new database is made from this file; an older one is brought here by the
-- numbered steps in migrations.cc, and a test checks that both ways end the same.
-- Times are milliseconds since 1970 UTC. JSON columns hold valid JSON text. Messages and events are append-only.

CREATE TABLE workspaces (
  id         INTEGER PRIMARY KEY,
  root       TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL,
  box        TEXT NOT NULL DEFAULT 'full' CHECK (box IN ('full', 'reduced'))  -- the least protection commands may have
) STRICT;

CREATE TABLE sessions (
  id           INTEGER PRIMARY KEY,
  workspace_id INTEGER REFERENCES workspaces(id),
  title        TEXT NOT NULL,  -- empty until there is a task to take it from
  created_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  network_mode TEXT CHECK (network_mode IN ('offline', 'local', 'allowlist', 'ask')),  -- NULL: as the settings say
  untrusted    INTEGER NOT NULL DEFAULT 0,  -- 1 once it holds text that somebody else may have written
  private      INTEGER NOT NULL DEFAULT 0,  -- 1 once it holds the user's own data
  pinned       INTEGER NOT NULL DEFAULT 0,
  head_id      INTEGER,  -- the last message of the branch in use; NULL: there is none
  branched     INTEGER NOT NULL DEFAULT 0  -- 0: each of its messages follows the one before it
) STRICT;
CREATE INDEX sessions_by_update ON sessions(updated_at, id);
CREATE INDEX sessions_by_workspace ON sessions(workspace_id, updated_at, id);
CREATE INDEX sessions_pinned ON sessions(updated_at, id) WHERE pinned = 1;

-- A task is what the user asked for at the top level; its runs are the attempts at it.
CREATE TABLE tasks (
  id          INTEGER PRIMARY KEY,
  session_id  INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  title       TEXT NOT NULL,
  state       TEXT NOT NULL,
  inputs      TEXT NOT NULL,            -- JSON: {prompt, model, workspace, and where it goes: agent/placement.h}
  outputs     TEXT NOT NULL DEFAULT '{}', -- JSON: {answer} or {error}
  metadata    TEXT NOT NULL DEFAULT '{}', -- JSON: {turns, tool_calls, duration_ms, usage}
  created_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX tasks_by_session ON tasks(session_id, id);
CREATE INDEX tasks_by_time ON tasks(created_at);

CREATE TABLE runs (
  id         INTEGER PRIMARY KEY,
  task_id    INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  state      TEXT NOT NULL,
  model      TEXT NOT NULL,
  resumes    INTEGER NOT NULL DEFAULT 0,  -- how often it was taken up again after a crash
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at   INTEGER,
  protection TEXT  -- JSON: what the sandbox could promise when the run began
) STRICT;
CREATE INDEX runs_by_task ON runs(task_id, id);
CREATE INDEX runs_by_session ON runs(session_id, id);
CREATE INDEX runs_open ON runs(id) WHERE state IN ('queued', 'running', 'waiting_approval');

CREATE TABLE run_events (
  run_id   INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  sequence INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  type     TEXT NOT NULL,
  data     TEXT NOT NULL,
  PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

-- The messages of a session are a tree: an edited task or another answer begins a branch (branches.h).
CREATE TABLE messages (
  id         INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  parent_id  INTEGER REFERENCES messages(id),
  run_id     INTEGER REFERENCES runs(id),
  role       TEXT NOT NULL CHECK (role IN ('system', 'user', 'assistant', 'tool')),
  text       TEXT NOT NULL,  -- the readable text: what is searched and listed
  blocks     TEXT,           -- JSON array of blocks; NULL when the message is its text and nothing else
  details    TEXT,           -- JSON: {origin, stop, stop_detail, usage} of an assistant message
  created_at INTEGER NOT NULL,
  untrusted  INTEGER NOT NULL DEFAULT 0  -- 1: written while its session held untrusted text, and not by the user alone
) STRICT;
CREATE INDEX messages_by_session ON messages(session_id, id);
CREATE INDEX messages_by_parent ON messages(parent_id, session_id);
CREATE INDEX messages_by_run ON messages(run_id);

CREATE VIRTUAL TABLE messages_fts USING fts5(text, content='messages', content_rowid='id');
-- The messages up to this one are in messages_fts; later ones enter it in batches (message_index.h).
CREATE TABLE message_index (up_to INTEGER NOT NULL) STRICT;
INSERT INTO message_index VALUES (0);
CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
  INSERT INTO messages_fts(messages_fts, rowid, text)
    SELECT 'delete', old.id, old.text WHERE old.id <= (SELECT up_to FROM message_index);
  -- The number of the last message may be given again.
  UPDATE message_index SET up_to = min(up_to, coalesce((SELECT max(id) FROM messages), 0));
END;

-- What the user gave along with a task. The bytes are a file in blobs/.
CREATE TABLE attachments (
  id         INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
  name       TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size       INTEGER NOT NULL,
  hash       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachments_by_session ON attachments(session_id, id);

CREATE TABLE tool_calls (
  id         INTEGER PRIMARY KEY,
  run_id     INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  call_id    TEXT NOT NULL,
  name       TEXT NOT NULL,
  effect     TEXT NOT NULL CHECK (effect IN ('read', 'write', 'destructive', 'execute', 'send')),
  arguments  TEXT NOT NULL,  -- JSON
  state      TEXT NOT NULL CHECK (state IN ('requested', 'waiting', 'approved', 'denied', 'started', 'finished', 'failed', 'unknown')),
  result     TEXT,           -- JSON: {text, structured, is_error, change}
  started_at INTEGER,
  ended_at   INTEGER,
  UNIQUE (run_id, call_id)
) STRICT;

-- A file keeps its identity through renames; file_names holds every name it has had.
CREATE TABLE files (
  id           INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
  path         TEXT NOT NULL,     -- its present name, or its last one
  present      INTEGER NOT NULL,  -- 0 once it was deleted, or another file took its name
  last_hash    TEXT NOT NULL DEFAULT '',
  untrusted    INTEGER NOT NULL DEFAULT 0  -- 1: its content may have been written by somebody else
) STRICT;
CREATE UNIQUE INDEX files_by_path ON files(workspace_id, path) WHERE present = 1;
CREATE INDEX files_untrusted ON files(workspace_id) WHERE untrusted = 1;

CREATE TABLE file_names (
  path         TEXT NOT NULL,
  workspace_id INTEGER NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
  file_id      INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  since_event  INTEGER NOT NULL,
  PRIMARY KEY (path, workspace_id, file_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_names_by_file ON file_names(file_id, since_event);

CREATE TABLE file_events (
  id            INTEGER PRIMARY KEY,
  file_id       INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  run_id        INTEGER NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
  call_id       TEXT NOT NULL,
  action        TEXT NOT NULL CHECK (action IN ('read', 'create', 'modify', 'delete', 'rename')),
  path          TEXT NOT NULL,
  previous_path TEXT,
  hash_before   TEXT,
  hash_after    TEXT,
  size          INTEGER NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('intended', 'done', 'undone')),
  at            INTEGER NOT NULL
) STRICT;
CREATE INDEX file_events_by_file ON file_events(file_id, id);
CREATE INDEX file_events_by_run ON file_events(run_id, id);
CREATE INDEX file_events_open ON file_events(id) WHERE state = 'intended';

-- Which tasks touched which file, and how: makes "what have I done with this file" one index scan.
CREATE TABLE task_files (
  file_id INTEGER NOT NULL REFERENCES files(id) ON DELETE CASCADE,
  task_id INTEGER NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  actions TEXT NOT NULL,  -- JSON array of the distinct actions, in the order they first happened
  PRIMARY KEY (file_id, task_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_files_by_task ON task_files(task_id);

CREATE TABLE grants (
  id           INTEGER PRIMARY KEY,
  effect       TEXT NOT NULL CHECK (effect IN ('allow', 'ask', 'deny')),
  tool         TEXT NOT NULL,
  pattern      TEXT NOT NULL,
  workspace_id INTEGER NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
  session_id   INTEGER REFERENCES sessions(id) ON DELETE CASCADE,
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX grants_by_workspace ON grants(workspace_id);

-- Where data may go. Without a rule nothing may; a refusal is stronger than a permission.
CREATE TABLE network_rules (
  id         INTEGER PRIMARY KEY,
  effect     TEXT NOT NULL CHECK (effect IN ('allow', 'deny')),
  purpose    TEXT NOT NULL CHECK (purpose IN ('*', 'model', 'mcp', 'download', 'update', 'command')),
  host       TEXT NOT NULL,     -- canonical: a name, "*.name" or an address
  port       INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  session_id INTEGER REFERENCES sessions(id) ON DELETE CASCADE,  -- NULL: everywhere
  created_at INTEGER NOT NULL
) STRICT;

-- Every attempt to reach another machine, written before the first byte leaves. Append-only; it refers to sessions and
-- runs by number only, so that it outlives them.
CREATE TABLE egress (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  purpose    TEXT NOT NULL,
  host       TEXT NOT NULL,
  port       INTEGER NOT NULL,
  session_id INTEGER,
  run_id     INTEGER,
  call_id    TEXT,
  model      TEXT,
  decision   TEXT NOT NULL CHECK (decision IN ('allowed', 'denied')),
  rule       TEXT NOT NULL,     -- what decided, in words
  messages   TEXT,              -- JSON array: the messages that a model call sends
  body_hash  TEXT,              -- the exact bytes it sends, a file in blobs/
  chain      TEXT NOT NULL      -- SHA-256 of the row before and this one: a row changed or taken out shows
) STRICT;
CREATE INDEX egress_by_time ON egress(at, id);
CREATE INDEX egress_by_session ON egress(session_id, id);
CREATE INDEX egress_by_run ON egress(run_id, id);
CREATE INDEX egress_by_purpose ON egress(purpose, id);
CREATE INDEX egress_by_decision ON egress(decision, id);
CREATE INDEX egress_by_purpose_and_decision ON egress(purpose, decision, id);

-- How an allowed connection ended; one that a crash cut off has no row here.
CREATE TABLE egress_ends (
  egress_id  INTEGER PRIMARY KEY REFERENCES egress(id),
  at         INTEGER NOT NULL,
  bytes_up   INTEGER NOT NULL,
  bytes_down INTEGER NOT NULL,
  outcome    TEXT NOT NULL
) STRICT;

-- What is known of the user and the work (memory/). A record is never overwritten: another one supersedes it.
CREATE TABLE observations (
  id                INTEGER PRIMARY KEY,
  kind              TEXT NOT NULL CHECK (kind IN ('fact', 'preference', 'decision', 'procedure', 'episode')),
  subject           TEXT NOT NULL,
  text              TEXT NOT NULL,
  scope             TEXT NOT NULL CHECK (scope IN ('global', 'project', 'session')),
  workspace_id      INTEGER REFERENCES workspaces(id) ON DELETE CASCADE,  -- of scope 'project'
  session_id        INTEGER REFERENCES sessions(id) ON DELETE CASCADE,    -- of scope 'session'
  source_message_id INTEGER REFERENCES messages(id) ON DELETE SET NULL,   -- where it was said; NULL: told directly
  confirmed_by      TEXT CHECK (confirmed_by IN ('user', 'setting')),     -- NULL: a suggestion
  confidence        REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  untrusted         INTEGER NOT NULL DEFAULT 0,  -- 1: written while its session held text of somebody else
  valid_from        INTEGER NOT NULL,
  valid_until       INTEGER,  -- NULL: holds still
  superseded_by     INTEGER REFERENCES observations(id) ON DELETE SET NULL,
  created_at        INTEGER NOT NULL,
  CHECK ((scope = 'project') = (workspace_id IS NOT NULL)),
  CHECK ((scope = 'session') = (session_id IS NOT NULL))
) STRICT;
CREATE INDEX observations_by_workspace ON observations(workspace_id, id);
CREATE INDEX observations_by_session ON observations(session_id, id);
CREATE INDEX observations_by_source ON observations(source_message_id);
CREATE INDEX observations_by_successor ON observations(superseded_by);
CREATE INDEX observations_suggested ON observations(id) WHERE confirmed_by IS NULL;

-- Suggestions that the user did not want, so that they are not made again.
CREATE TABLE dismissed_observations (
  fingerprint  TEXT PRIMARY KEY,
  dismissed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The messages up to this one were looked through for what is worth a suggestion (memory/observing).
CREATE TABLE suggested (up_to INTEGER NOT NULL) STRICT;
INSERT INTO suggested VALUES (0);

-- Files and folders whose text is to be found; memory/ reads them, a boxed program parses them.
CREATE TABLE document_roots (
  id           INTEGER PRIMARY KEY,
  workspace_id INTEGER NOT NULL REFERENCES workspaces(id) ON DELETE CASCADE,
  path         TEXT NOT NULL,     -- absolute and canonical: a file or a folder
  watched      INTEGER NOT NULL,  -- 1: read again when it changes
  added_at     INTEGER NOT NULL,
  UNIQUE (workspace_id, path)
) STRICT;

CREATE TABLE documents (
  id          INTEGER PRIMARY KEY,
  root_id     INTEGER NOT NULL REFERENCES document_roots(id) ON DELETE CASCADE,
  path        TEXT NOT NULL,  -- absolute
  title       TEXT NOT NULL,
  format      TEXT NOT NULL,  -- 'pdf', 'docx', ...; empty: not known
  size        INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  hash        TEXT NOT NULL,  -- SHA-256 of its bytes
  state       TEXT NOT NULL CHECK (state IN ('ready', 'failed', 'skipped')),
  problem     TEXT NOT NULL DEFAULT '',  -- why it has no text
  read_at     INTEGER NOT NULL,
  UNIQUE (root_id, path)
) STRICT;
CREATE INDEX documents_by_path ON documents(path);

CREATE TABLE document_chunks (
  id          INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
  sequence    INTEGER NOT NULL,
  heading     TEXT NOT NULL,  -- the headings above it, outermost first, joined by ' > '
  text        TEXT NOT NULL,
  place       TEXT NOT NULL,  -- what to call where it stands: 'page 3', 'lines 10-24', 'sheet Sales, row 5'
  page        INTEGER,        -- 1-based: of a page, slide or sheet
  first_line  INTEGER,        -- 1-based, of text formats
  last_line   INTEGER,
  UNIQUE (document_id, sequence)
) STRICT;

-- What the search index must read again (memory/indexing.h). New messages are not listed: their ids say enough.
CREATE TABLE search_changes (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  kind      TEXT NOT NULL CHECK (kind IN ('message', 'session', 'observation', 'chunk')),
  record_id INTEGER NOT NULL
) STRICT;
CREATE TRIGGER search_message_removed AFTER DELETE ON messages BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('message', old.id);
END;
CREATE TRIGGER search_session_renamed AFTER UPDATE OF title ON sessions WHEN old.title <> new.title BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('session', new.id);
END;
CREATE TRIGGER search_observation_added AFTER INSERT ON observations BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('observation', new.id);
END;
CREATE TRIGGER search_observation_changed AFTER UPDATE ON observations BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('observation', new.id);
END;
CREATE TRIGGER search_observation_removed AFTER DELETE ON observations BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('observation', old.id);
END;
CREATE TRIGGER search_chunk_added AFTER INSERT ON document_chunks BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('chunk', new.id);
END;
CREATE TRIGGER search_chunk_removed AFTER DELETE ON document_chunks BEGIN
  INSERT INTO search_changes(kind, record_id) VALUES ('chunk', old.id);
END;

-- What the pages of the user interface keep, such as a text that was not sent ("draft.12" for session 12).
CREATE TABLE page_state (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
  name       TEXT PRIMARY KEY,
  value      TEXT NOT NULL,  -- JSON
  updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
