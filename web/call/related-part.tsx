import type { CombinedError } from '@urql/core';
import { errorAt } from '../graph/error-at.ts';
import { graphql, readFragment } from '../graph/generated/index.ts';
import type { CallRelatedFragment } from '../graph/generated/graphql.ts';
import { Panel } from '../parts/panel.tsx';
import { formatDuration, formatTime } from '../parts/format.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import { PartState } from './part-state.tsx';
import type { Later } from './read-later.ts';
import styles from './related-part.module.css';

export const CallRelated = graphql(`
  fragment CallRelated on CallSession {
    related {
      session {
        id
      }
      ...RelatedCall
    }
    # A guess by the customer's number, which some keys may not see.
    alike: related(via: [SAME_NUMBER_AND_TIME]) {
      session {
        id
      }
      ...RelatedCall
    }
  }
`);

const RelatedCall = graphql(`
  fragment RelatedCall on RelatedCallSession {
    via
    session {
      id
      startedAt
      durationSeconds
      outcome
      agents {
        id
        displayName
      }
      provider {
        id
        name
      }
    }
  }
`);

type Related = Later<CallRelatedFragment['related']>;

type RelatedPartProps = {
  readonly related: Related;
  readonly alike: Related;
  readonly error: CombinedError | undefined;
  readonly onAgain: () => void;
};

/** The same real call as other systems saw it, and what says that it is the same. */
export function RelatedPart({ related, alike, error, onAgain }: RelatedPartProps) {
  const failed = errorAt(error, 'related');
  const guessFailed = errorAt(error, 'alike');
  const calls = toCalls(related, alike);
  return (
    <Panel title={texts.call.related}>
      <PartState value={calls} error={failed} onAgain={onAgain} lines={2} empty={texts.call.noRelated}>
        {(calls) => (
          <ul className={styles.list}>
            {calls.map(({ via, session }) => (
              <li key={session.id}>
                <Link to={pathOf.call(session.id)} className={styles.call}>
                  <span className={styles.system}>{session.provider.name}</span>
                  <OutcomeBadge outcome={session.outcome} />
                  <span className={styles.when}>
                    {formatTime(session.startedAt)} · {formatDuration(session.durationSeconds)}
                  </span>
                  <span className={styles.who}>
                    {session.agents?.map(({ displayName }) => displayName ?? texts.call.unnamed).join(', ')}
                  </span>
                </Link>
                <p className={styles.evidence}>
                  <strong>{texts.call.evidence[via]}</strong> {texts.call.evidenceNote[via]}
                </p>
              </li>
            ))}
          </ul>
        )}
      </PartState>
      {failed === null && guessFailed !== null && (
        <p className={styles.evidence}>{guessFailed.isForbidden ? texts.call.noGuess : guessFailed.message}</p>
      )}
    </Panel>
  );
}

/** Each call once, with the strongest evidence. Undefined until both have come: only together they say that there is none. */
function toCalls(related: Related, alike: Related) {
  if (related == null || alike === undefined) return related === null ? null : undefined;
  const sure = readFragment(RelatedCall, related);
  const guessed = readFragment(RelatedCall, alike ?? []);
  return [...sure, ...guessed.filter(({ session }) => !sure.some((other) => other.session.id === session.id))];
}
