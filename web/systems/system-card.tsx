import type { SystemFragment } from '../graph/generated/graphql.ts';
import { Icon } from '../parts/icon.tsx';
import { formatNumber, formatTime, withOwnTimes } from '../parts/format.ts';
import { Meter } from '../parts/meter.tsx';
import { texts } from '../texts.ts';
import { KeptHistory } from './kept-history.tsx';
import styles from './system-card.module.css';

type SystemCardProps = {
  readonly system: SystemFragment;
  /** The key does not see more than whether it answers. */
  readonly isConfined: boolean;
  /** Whether this server keeps calls at all. */
  readonly isAnyKept: boolean;
};

const words = texts.systems;

/** One phone system: whether it answers, what failed and what to do, what is kept of it, what its vendor allows. */
export function SystemCard({ system, isConfined, isAnyKept }: SystemCardProps) {
  const { id, name, kind, status, history, capabilities } = system;
  const tone = styles[TONES[status.state]];
  return (
    <li className={styles.card} aria-labelledby={id}>
      <header className={styles.header}>
        <h2 id={id}>{name}</h2>
        <span className={styles.kind}>{texts.providerKind[kind]}</span>
        <span className={`${styles.state} ${tone}`}>{words.states[status.state]}</span>
      </header>
      {status.lastError !== null && (
        <div className={`${styles.failure} ${tone}`}>
          <Icon name="warning" />
          <div>
            <p>{withOwnTimes(status.lastError)}</p>
            {status.lastErrorKind != null && <p className={styles.remedy}>{words.remedies[status.lastErrorKind]}</p>}
          </div>
        </div>
      )}
      {isConfined ? null : (
        <dl className={styles.facts}>
          <div>
            <dt>{words.history.title}</dt>
            <dd>
              {history ? (
                <KeptHistory history={history} system={system} />
              ) : isAnyKept ? (
                words.history.noneYet
              ) : (
                words.history.none
              )}
            </dd>
          </div>
          <div>
            <dt>{words.limit.title}</dt>
            <dd>
              <Limit limit={status.rateLimit} name={name} />
            </dd>
          </div>
        </dl>
      )}
      <details className={styles.abilities}>
        <summary>{words.abilities.title}</summary>
        <ul>
          {abilitiesOf(capabilities).map((ability) => (
            <li key={ability}>{ability}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

const TONES = { UP: 'good', DEGRADED: 'warn', DOWN: 'bad' } as const;

type LimitProps = { readonly limit: SystemFragment['status']['rateLimit']; readonly name: string };

/** How many requests the vendor still lets through, as its last answer had it. */
function Limit({ limit: seen, name }: LimitProps) {
  if (seen === null) return words.limit.untold;
  const { limit, remaining, resetsAt } = seen;
  const share = limit !== null && limit > 0 && remaining !== null ? remaining / limit : null;
  return (
    <div className={styles.limit}>
      <span>
        {remaining !== null && limit !== null
          ? words.limit.left(formatNumber(remaining), formatNumber(limit))
          : limit !== null
            ? words.limit.most(formatNumber(limit))
            : remaining !== null
              ? words.limit.remaining(formatNumber(remaining))
              : words.limit.untold}
        {resetsAt !== null && <span className={styles.anew}>{words.limit.anew(formatTime(resetsAt))}</span>}
      </span>
      {share !== null && (
        <Meter
          label={words.limit.meter(name)}
          share={share}
          tone={share > 0.25 ? 'good' : share > 0.05 ? 'warn' : 'bad'}
        />
      )}
    </div>
  );
}

function abilitiesOf(can: SystemFragment['capabilities']): string[] {
  const { abilities } = words;
  return [
    can.hasRecordings ? abilities.recordings : abilities.noRecordings,
    can.hasLegs ? abilities.legs : abilities.noLegs,
    can.countsCheaply ? abilities.counts : abilities.countsDearly,
    abilities.pages[can.pagination](formatNumber(can.maxPageSize)),
    abilities.orders(can.orderFields.map((field) => abilities.orderFields[field]).join(', ')),
    ...(can.canFinishExternalCalls ? [abilities.externalCalls] : []),
  ];
}
