import { writeFilter } from '../filters/address.ts';
import type { Dates } from '../filters/dates.ts';
import { readFragment } from '../graph/generated/index.ts';
import type { FiguresFragment, OverviewPartsQuery } from '../graph/generated/graphql.ts';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import { Figures } from './overview-queries.ts';

/** Somebody or something that calls are told apart by. */
export type BreakdownRow = {
  readonly key: string;
  readonly name: string;
  /** On which phone system, where the name does not say so. */
  readonly note: string | null;
  /** The address of its calls. */
  readonly to: string;
  readonly calls: number;
  readonly answered: number;
  readonly unanswered: number;
  readonly talk: Known;
  readonly wait: Known;
};

export type Known = { readonly known: number; readonly total: number };

/** The rows of a breakdown, and how many calls are of none of them. */
export type Breakdown = { readonly rows: readonly BreakdownRow[]; readonly callsOfNone: number };

/** By human: whoever is an agent of several phone systems is one row. */
export function toPeople({ agents }: OverviewPartsQuery, dates: Dates): Breakdown {
  const rows = new Map<string, BreakdownRow>();
  let callsOfNone = 0;
  for (const { agent, figures } of agents.buckets) {
    const sums = sumsOf(readFragment(Figures, figures));
    if (agent === null) {
      callsOfNone += sums.calls;
      continue;
    }
    const { person } = agent;
    const key = person?.id ?? agent.id;
    const search = writeFilter({ dates, ...(person ? { people: [person.id] } : { agents: [agent.id] }) });
    const name = person?.displayName ?? agent.displayName ?? texts.overview.unnamed;
    const known = rows.get(key);
    rows.set(key, known ? add(known, sums) : { key, name, note: null, to: pathOf.calls(search), ...sums });
  }
  return { rows: [...rows.values()], callsOfNone };
}

export function toQueues({ queues }: OverviewPartsQuery, dates: Dates): Breakdown {
  return split(queues.buckets, ({ queue, figures }) =>
    queue === null
      ? null
      : {
          key: queue.id,
          name: queue.name ?? texts.overview.unnamed,
          note: queue.provider.name,
          to: pathOf.calls(writeFilter({ dates, queues: [queue.id] })),
          ...sumsOf(readFragment(Figures, figures)),
        },
  );
}

export function toLines({ lines }: OverviewPartsQuery, dates: Dates): Breakdown {
  return split(lines.buckets, ({ provider, line, figures }) => {
    const number = line?.e164 ?? line?.number;
    if (number == null || provider === null) return null;
    return {
      key: `${provider.id} ${number}`,
      name: line?.displayName ?? number,
      note: provider.name,
      to: pathOf.calls(writeFilter({ dates, lines: [number], providers: [provider.key] })),
      ...sumsOf(readFragment(Figures, figures)),
    };
  });
}

type Sums = Pick<BreakdownRow, 'calls' | 'answered' | 'unanswered' | 'talk' | 'wait'>;
type Bucket = OverviewPartsQuery['queues']['buckets'][number] | OverviewPartsQuery['lines']['buckets'][number];

function split<B extends Bucket>(buckets: readonly B[], toRow: (bucket: B) => BreakdownRow | null): Breakdown {
  const rows = buckets.map(toRow);
  const ofNone = buckets.filter((_bucket, place) => rows[place] === null);
  return {
    rows: rows.filter((row) => row !== null),
    callsOfNone: ofNone.reduce((sum, { figures }) => sum + readFragment(Figures, figures).calls, 0),
  };
}

const sumsOf = ({ calls, answered, unanswered, talkSeconds, waitSeconds }: FiguresFragment): Sums => ({
  ...{ calls, answered, unanswered },
  talk: { known: talkSeconds.known, total: talkSeconds.total },
  wait: { known: waitSeconds.known, total: waitSeconds.total },
});

const add = (row: BreakdownRow, more: Sums): BreakdownRow => ({
  ...row,
  calls: row.calls + more.calls,
  answered: row.answered + more.answered,
  unanswered: row.unanswered + more.unanswered,
  talk: { known: row.talk.known + more.talk.known, total: row.talk.total + more.talk.total },
  wait: { known: row.wait.known + more.wait.known, total: row.wait.total + more.wait.total },
});
