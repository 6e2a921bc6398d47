import { describe, expect, it } from 'vitest';
import { PLACE_SELECTION } from '../../../src/domain/call-selection.ts';
import { type CallSession, sortCalls } from '../../../src/domain/call-session.ts';
import { SECOND_MS } from '../../../src/time/instant.ts';
import type { ListQuery } from '../../../src/domain/provider.ts';
import type { Client } from '../../../src/providers/voximplant/api/client.ts';
import { createDirectory } from '../../../src/providers/voximplant/directory/directory.ts';
import { createHistory } from '../../../src/providers/voximplant/api/history.ts';
import { listCalls } from '../../../src/providers/voximplant/calls/list-calls.ts';
import { createReadRows } from '../../../src/providers/voximplant/calls/read-rows.ts';
import type { Parameters, SessionRow } from '../../../src/providers/voximplant/api/wire.ts';
import { SILENT_LOG } from '../../../src/transport/log.ts';
import { unhurried } from './account.ts';
import { compileFilter } from '../../../src/providers/voximplant/calls/filter.ts';
import { planParts } from '../../../src/providers/voximplant/calls/plan-parts.ts';

const START = Date.UTC(2026, 2, 1);
const account = { provider: 'pbx', currency: null, defaultCountry: null };
const write = (instant: number) => new Date(instant).toISOString().slice(0, 19).replace('T', ' ');

/** A vendor whose rows come in an order of its own. */
function createVendor(rows: readonly SessionRow[], compare: (a: SessionRow, b: SessionRow) => number) {
  const asked: Parameters[] = [];
  const getCallHistory: Client['getCallHistory'] = async (parameters) => {
    asked.push(parameters);
    const { from_date: from = '', to_date: to = '', count, offset = '0', desc_order: order } = parameters;
    const found = rows.filter(({ start_date: date }) => String(date) >= from && String(date) <= to).sort(compare);
    if (order === 'true') found.reverse();
    const result = found.slice(Number(offset), Number(offset) + Number(count));
    return { result, count: result.length, total_count: found.length, timezone: 'Etc/GMT' };
  };
  const client: Client = {
    getCallHistory,
    getUsers: async () => ({ result: [] }),
    getApplications: async () => ({ result: [] }),
    openFile: async () => {
      throw new Error('no file is opened here');
    },
    readFile: async () => {
      throw new Error('no file is read here');
    },
    status: () => ({ state: 'UP', lastError: null, lastErrorKind: null, rateLimit: null }),
  };
  return { asked, client };
}

async function list(client: Client, query: Partial<ListQuery>) {
  const readRows = createReadRows(account, createDirectory(client, 'pbx', Date.now), SILENT_LOG);
  const tools = { history: createHistory(client, 'pbx'), readRows, provider: account.provider };
  const whole: ListQuery = {
    range: { from: START, to: START + 10_000 * SECOND_MS },
    direction: 'ASC',
    expect: 1000,
    ...query,
  };
  const calls: CallSession[] = [];
  const problems: string[] = [];
  for await (const page of listCalls(tools, whole, compileFilter({}, null), planParts(PLACE_SELECTION), unhurried())) {
    calls.push(...page.calls);
    problems.push(...(page.problems ?? []).map(({ message }) => message));
  }
  return { calls, problems };
}

const byStart = (a: SessionRow, b: SessionRow) => (String(a.start_date) < String(b.start_date) ? -1 : 1);
const byId = (a: SessionRow, b: SessionRow) => Number(a.call_session_history_id) - Number(b.call_session_history_id);

describe('a walk through the history', () => {
  it.each(['ASC', 'DESC'] as const)('loses nothing at a vendor that sorts by something else, %s', async (direction) => {
    const rows = Array.from({ length: 3000 }, (_, index) => ({
      call_session_history_id: 1000 + index,
      start_date: write(START + ((index * 7919) % 9000) * SECOND_MS),
    }));
    const { client } = createVendor(rows, byId);
    const { calls } = await list(client, { direction });
    expect(calls).toHaveLength(rows.length);
    expect(calls).toEqual(sortCalls([...calls], direction));
  });

  it('tells once of a row that comes twice and cannot be read', async () => {
    const rows = Array.from({ length: 300 }, (_, index): SessionRow => ({
      call_session_history_id: 1000 + index,
      // What is no date sorts among the rows around it all the same.
      start_date: write(START + index * SECOND_MS) + (index === 199 ? '!' : ''),
    }));
    const { client, asked } = createVendor(rows, byStart);
    const { calls, problems } = await list(client, {});
    expect(calls).toHaveLength(299);
    expect(problems).toEqual([expect.stringContaining('Session 1199')]);
    expect(asked).toHaveLength(2);
  });

  it('says so when nothing of a page can be read', async () => {
    const rows = Array.from({ length: 300 }, (_, index) => ({
      call_session_history_id: index,
      start_date: `${write(START + index * SECOND_MS)}!`,
    }));
    const { client } = createVendor(rows, byStart);
    await expect(list(client, {})).rejects.toMatchObject({ kind: 'unreadable' });
  });
});
