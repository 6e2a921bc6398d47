/**
 * Times are seconds since 1970 where they order calls, and milliseconds elsewhere. Native ids and keys are order texts
 * (order-text.ts). Bodies stand apart from columns, so that lists and figures read short rows.
 */
export const KEPT_HISTORY = `
CREATE TABLE accounts (
  account BIGINT PRIMARY KEY,
  -- Null once another account stands behind the key.
  provider_key TEXT COLLATE "C",
  kind TEXT NOT NULL,
  identity TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  default_country TEXT,
  mapper TEXT NOT NULL,
  calls BIGINT NOT NULL,
  -- Rows read before this are not believed: the times of the account meant something else.
  believed_from BIGINT NOT NULL,
  -- Calls that start before this second are not kept.
  retained_from BIGINT NOT NULL
);
CREATE UNIQUE INDEX accounts_by_key ON accounts (provider_key);

CREATE TABLE calls (
  call BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account BIGINT NOT NULL,
  native_id TEXT COLLATE "C" NOT NULL,
  start_second BIGINT NOT NULL,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  outcome TEXT NOT NULL,
  -- What all spellings of a number share (number-key.ts), and its digits for a search.
  customer_key TEXT COLLATE "C",
  line_key TEXT COLLATE "C",
  customer_digits TEXT,
  line_digits TEXT,
  duration_seconds BIGINT,
  talk_seconds BIGINT,
  wait_seconds BIGINT,
  rating BIGINT,
  -- 1, 0, or null while its recordings were not read.
  has_recording BIGINT,
  -- cost_units / 10 ^ cost_places; an amount of more digits than an integer holds stands in cost_text instead.
  cost_units BIGINT,
  cost_places BIGINT,
  cost_text TEXT,
  cost_currency TEXT,
  read_at BIGINT NOT NULL,
  -- The place in the change feed where the call was added, and that of its newest change.
  added_number BIGINT NOT NULL,
  change_number BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX calls_by_id ON calls (account, native_id);
CREATE INDEX calls_by_start ON calls (account, start_second, native_id);
CREATE INDEX calls_by_outcome ON calls (account, outcome, start_second);
CREATE INDEX calls_by_customer ON calls (account, customer_key, start_second);
CREATE INDEX calls_by_line ON calls (account, line_key, start_second);
CREATE UNIQUE INDEX calls_by_change ON calls (change_number);

-- JSON as the domain has it, without the provider's key, which can be renamed.
CREATE TABLE bodies (
  call BIGINT PRIMARY KEY REFERENCES calls (call) ON DELETE CASCADE,
  session TEXT NOT NULL,
  legs TEXT,
  recordings TEXT,
  costs TEXT,
  legs_read_at BIGINT,
  recordings_read_at BIGINT,
  costs_read_at BIGINT
);

-- Agents, queues, and numbers that only a leg has.
CREATE TABLE call_links (
  call BIGINT NOT NULL REFERENCES calls (call) ON DELETE CASCADE,
  account BIGINT NOT NULL,
  role TEXT NOT NULL,
  linked TEXT COLLATE "C" NOT NULL,
  start_second BIGINT NOT NULL
);
CREATE INDEX call_links_by_linked ON call_links (account, role, linked, start_second, call);
CREATE INDEX call_links_by_call ON call_links (call);

-- Half-open spans that were read whole, part by part; spans of one part never overlap.
CREATE TABLE spans (
  account BIGINT NOT NULL,
  part TEXT NOT NULL,
  from_second BIGINT NOT NULL,
  to_second BIGINT NOT NULL,
  read_at BIGINT NOT NULL,
  is_settled BIGINT NOT NULL,
  PRIMARY KEY (account, part, from_second)
);

-- Calls that the feed must say are gone.
CREATE TABLE removed_calls (
  account BIGINT NOT NULL,
  native_id TEXT COLLATE "C" NOT NULL,
  start_second BIGINT NOT NULL,
  change_number BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (account, native_id)
);
CREATE UNIQUE INDEX removed_calls_by_change ON removed_calls (change_number);

CREATE TABLE counters (name TEXT PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO counters (name, value) VALUES ('change', 0);

CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, epoch BIGINT NOT NULL, expires_at BIGINT NOT NULL);

CREATE TABLE tombstones (hash TEXT PRIMARY KEY, forgotten_at BIGINT NOT NULL);

-- Small things that outlive a process: where a sync stands, its last error.
CREATE TABLE notes (account BIGINT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (account, name));
`;
