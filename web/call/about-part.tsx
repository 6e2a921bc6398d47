import type { CombinedError } from '@urql/core';
import { type FragmentType, graphql, readFragment } from '../graph/generated/index.ts';
import { formatAgo } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import { errorAt } from './error-at.ts';
import { Facts } from './facts.tsx';
import { Part } from './part.tsx';
import styles from './about-part.module.css';

export const CallAbout = graphql(`
  fragment CallAbout on CallSession {
    direction
    kind
    nativeId
    readAt
    rating
    note
    agents {
      id
      displayName
      extension
    }
    queues {
      id
      name
    }
    provider {
      id
      name
    }
  }
`);

type AboutPartProps = {
  readonly call: FragmentType<typeof CallAbout>;
  readonly error: CombinedError | undefined;
};

/** What else is known of a call: labels and values. */
export function AboutPart({ call: masked, error }: AboutPartProps) {
  const call = readFragment(CallAbout, masked);
  const names = call.agents?.map(({ displayName, extension }) =>
    [displayName ?? texts.call.unnamed, extension].filter((part) => part !== null).join(' · '),
  );
  const isNoteHidden = errorAt(error, 'note')?.isForbidden === true;
  return (
    <Part title={texts.call.about}>
      <Facts
        facts={[
          { label: texts.call.way, value: texts.direction[call.direction] },
          ...(call.kind === 'CALL' ? [] : [{ label: texts.call.kind, value: texts.call.kinds[call.kind] }]),
          { label: texts.call.agents, value: listOf(names, texts.call.nobody) },
          {
            label: texts.call.queues,
            value: listOf(
              call.queues?.map(({ name, id }) => name ?? id),
              texts.call.none,
            ),
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
          {
            label: texts.call.system,
            value: call.provider.name,
          },
          { label: texts.call.id, value: <code className={styles.code}>{call.nativeId}</code> },
          { label: texts.call.readAgo, value: <time dateTime={call.readAt}>{formatAgo(call.readAt)}</time> },
        ]}
      />
    </Part>
  );
}

/** Null: the system does not say. */
function listOf(names: readonly string[] | null | undefined, none: string) {
  if (names == null) return <span className={styles.unknown}>{texts.call.notSaid}</span>;
  if (names.length === 0) return <span className={styles.unknown}>{none}</span>;
  return (
    <ul>
      {names.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ul>
  );
}
