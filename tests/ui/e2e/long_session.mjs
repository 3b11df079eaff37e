// Session 1 as rows for `hearth.fill()`: so many tasks, each with its answer. Every tenth answer was thought about, every
// seventh holds code, and no two neighbours are of one length.
export function longSession(tasks) {
  return `
    INSERT INTO sessions(id, title, created_at, updated_at, head_id) VALUES (1, 'Long', 1, 1, ${2 * tasks});
    CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${tasks}) SELECT i FROM n;
    INSERT INTO tasks(id, session_id, title, state, inputs, created_at, finished_at)
      SELECT i, 1, 'Question ' || i, 'finished', '{"prompt":"Question"}', i * 1000, i * 1000 + 700 FROM n;
    INSERT INTO runs(id, task_id, session_id, state, model, created_at, started_at, ended_at)
      SELECT i, i, 1, 'finished', 'reflex', i * 1000, i * 1000, i * 1000 + 700 FROM n;
    INSERT INTO messages(id, session_id, parent_id, run_id, role, text, created_at)
      SELECT 2 * i - 1, 1, nullif(2 * i - 2, 0), i, 'user', 'Question ' || i, i * 1000 FROM n;
    INSERT INTO messages(id, session_id, parent_id, run_id, role, text, blocks, created_at)
      SELECT 2 * i, 1, 2 * i - 1, i, 'assistant', text,
        iif(i % 10, NULL, json_array(json_object('type', 'thinking', 'text', 'Let me see.'),
                                     json_object('type', 'text', 'text', text))), i * 1000 + 500
      FROM (SELECT i, '**Answer ' || i || '** ' || replace(hex(zeroblob(i * 37 % 220)), '00', 'word ') ||
                      iif(i % 7, '', char(10) || '\`\`\`python' || char(10) || 'print("' || i || '")' || char(10) || '\`\`\`') AS text FROM n);
    UPDATE message_index SET up_to = 0;`
}
