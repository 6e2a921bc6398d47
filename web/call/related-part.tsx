import { graphql } from '../graph/generated/index.ts';
import type { CallRelatedFragment } from '../graph/generated/graphql.ts';
import { formatDuration, formatTime } from '../parts/format.ts';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import type { PartError } from './error-at.ts';
import { Part, PartState } from './part.tsx';
import styles from './related-part.module.css';

export const CallRelated = graphql(`
  fragment CallRelated on CallSession {
    related(via: [SHARED_SESSION_ID, SHARED_EXTERNAL_ID, SAME_NUMBER_AND_TIME]) {
      via
      session {
        id
        startedAt
        durationSeconds
        outcome
        cost {
          amount
          currency
        }
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
  }
`);

type RelatedPartProps = {
  readonly related: CallRelatedFragment['related'] | undefined;
  readonly error: PartError | null;
  readonly onAgain: () => void;
};

/** The same real call as other systems saw it, and what says that it is the same. */
export function RelatedPart({ related, error, onAgain }: RelatedPartProps) {
  return (
    <Part title={texts.call.related}>
      <PartState value={related} error={error} onAgain={onAgain} lines={2} empty={texts.call.noRelated}>
        {(related) => (
          <ul className={styles.list}>
            {related.map(({ via, session }) => (
              <li key={session.id}>
                <Link to={pathOf.call(session.id)} className={styles.call}>
                  <span className={styles.system}>{session.provider.name}</span>
                  <span className={styles.when}>
                    {formatTime(session.startedAt)} · {formatDuration(session.durationSeconds)}
                  </span>
                  <OutcomeBadge outcome={session.outcome} />
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
    </Part>
  );
}
