import type { CombinedError } from '@urql/core';
import { errorAt } from '../graph/error-at.ts';
import { type FragmentType, graphql, readFragment } from '../graph/generated/index.ts';
import type { CallPeopleFragment } from '../graph/generated/graphql.ts';
import { Panel } from '../parts/panel.tsx';
import { formatAgo } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { useMinute } from '../parts/use-minute.ts';
import { texts } from '../texts.ts';
import { Facts } from './facts.tsx';
import type { Later } from './read-later.ts';
import styles from './about-part.module.css';

export const CallAbout = graphql(`
  fragment CallAbout on CallSession {
    direction
    kind
    nativeId
    readAt
    rating
    note
    provider {
      id
      name
    }
  }
`);

/** Who took part, and where it waited: some systems name them on the legs alone. */
export const CallPeople = graphql(`
  fragment CallPeople on CallSession {
    agents {
      id
      displayName
      extension
    }
    queues {
      id
      name
    }
  }
`);

type AboutPartProps = {
  readonly call: FragmentType<typeof CallAbout>;
  readonly agents: Later<CallPeopleFragment['agents']>;
  readonly queues: Later<CallPeopleFragment['queues']>;
  readonly error: CombinedError | undefined;
};

/** What else is known of a call: labels and values. */
export function AboutPart({ call: masked, agents, queues, error }: AboutPartProps) {
  const call = readFragment(CallAbout, masked);
  const now = useMinute();
  const names = agents?.map(({ displayName, extension }) =>
    [displayName ?? texts.call.unnamed, extension].filter((part) => part !== null).join(' · '),
  );
  const isNoteHidden = errorAt(error, 'note')?.isForbidden === true;
  return (
    <Panel title={texts.call.about}>
      <Facts
        facts={[
          { label: texts.call.way, value: texts.direction[call.direction] },
          ...(call.kind === 'CALL' ? [] : [{ label: texts.call.kind, value: texts.callKind[call.kind] }]),
          { label: texts.call.agents, value: listOf(agents && names, texts.call.nobody) },
          {
            label: texts.call.queues,
            value: listOf(queues && queues.map(({ name }) => name ?? texts.call.unnamed), texts.call.none),
          },
          {
            label: texts.call.rating,
            value:
              call.rating === null ? (
                <span className={styles.unknown}>{texts.call.notRated}</span>
              ) : (
                <span className={styles.rating}>
                  {call.rating}
                  <Icon name="star" />
                </span>
              ),
          },
          {
            label: texts.call.note,
            value: call.note ?? (
              <span className={styles.unknown}>{isNoteHidden ? texts.call.notShown : texts.call.noNote}</span>
            ),
          },
          { label: texts.call.system, value: call.provider.name },
          { label: texts.call.id, value: <code className={styles.code}>{call.nativeId}</code> },
          {
            label: texts.call.readAgo,
            value: <time dateTime={call.readAt}>{formatAgo(call.readAt, now)}</time>,
          },
        ]}
      />
    </Panel>
  );
}

/** Null: the system does not say. */
function listOf(names: Later<readonly string[]>, none: string) {
  if (names === undefined) return <span className={styles.unknown}>…</span>;
  if (names === null) return <span className={styles.unknown}>{texts.call.notSaid}</span>;
  if (names.length === 0) return <span className={styles.unknown}>{none}</span>;
  return (
    <ul>
      {names.map((name, index) => (
        <li key={index}>{name}</li>
      ))}
    </ul>
  );
}
