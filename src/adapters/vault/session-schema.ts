/** One entry for each version of a session's database; a released entry never changes. */
export const sessionSteps: readonly string[] = [
  `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, at REAL NOT NULL, until REAL,
    context TEXT, x INTEGER, y INTEGER, dx REAL, dy REAL, button TEXT, modifiers TEXT,
    key TEXT, text TEXT, edits INTEGER, frame TEXT, role TEXT, of INTEGER, age REAL,
    reason TEXT,
    scope TEXT, app TEXT, window TEXT, title TEXT, origin TEXT,
    target_source TEXT, target_role TEXT, target_name TEXT, target_chosen TEXT,
    target_options INTEGER,
    box_x INTEGER, box_y INTEGER, box_width INTEGER, box_height INTEGER
  ) STRICT;
  CREATE TABLE redactions (
    seq INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, rule TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (seq, position)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE frames (
    number INTEGER PRIMARY KEY, at REAL NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, x INTEGER NOT NULL, y INTEGER NOT NULL,
    region_width INTEGER NOT NULL, region_height INTEGER NOT NULL, places BLOB NOT NULL
  ) STRICT;
  CREATE TABLE tiles (
    number INTEGER PRIMARY KEY, pack INTEGER NOT NULL, position INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE packs (
    number INTEGER PRIMARY KEY, slice INTEGER NOT NULL, start INTEGER NOT NULL,
    bytes INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE slices (number INTEGER PRIMARY KEY, key BLOB NOT NULL) STRICT;
  CREATE TABLE drops (
    minute INTEGER NOT NULL, reason TEXT NOT NULL, count INTEGER NOT NULL,
    PRIMARY KEY (minute, reason)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE edits (number INTEGER PRIMARY KEY AUTOINCREMENT, edit TEXT NOT NULL) STRICT;
  `,
];
