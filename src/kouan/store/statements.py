"""The SQL of the hot path. `?` marks values; the store turns it into its own mark."""

EVENT = (
    "INSERT INTO journal_event (seq, at, recorded_at, kind, case_id, version, actor, organisation, role, body, previous, hash)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
NEW_CASE = (
    "INSERT INTO case_row (type, number, owner, state, holder, opened, since, version, revision, title_zh, title_en, port,"
    " facts, lanes, warnings, id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
MOVED_CASE = (
    "UPDATE case_row SET type = ?, number = ?, owner = ?, state = ?, holder = ?, opened = ?, since = ?, version = ?,"
    " revision = ?, title_zh = ?, title_en = ?, port = ?, facts = ?, lanes = ?, warnings = ? WHERE id = ? AND version = ?"
)
REVISION = "INSERT INTO document_revision (case_id, number, digest, format, body, document) VALUES (?, ?, ?, ?, ?, ?)"
ANSWERED = "INSERT INTO answered (organisation, key, digest, answer) VALUES (?, ?, ?, ?)"
REFUSED = (
    "INSERT INTO refused_filing (id, at, organisation, actor, type, body, findings) VALUES (?, ?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (id) DO NOTHING"
)
KNOWN = (
    "SELECT a.organisation, a.key, a.digest, a.answer FROM (VALUES {marks}) AS asked"
    " JOIN answered AS a ON a.organisation = asked.column1 AND a.key = asked.column2"
)
"""A join, because SQLite answers a pair IN a list by reading the whole table."""
HEAD = "SELECT seq, hash FROM journal_event ORDER BY seq DESC LIMIT 1"
