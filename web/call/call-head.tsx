import type { CombinedError } from '@urql/core';
import { errorAt } from '../graph/error-at.ts';
import { type FragmentType, graphql, readFragment } from '../graph/generated/index.ts';
import type { CallHeadFragment, CallPeopleFragment } from '../graph/generated/graphql.ts';
import { formatDay, formatDuration, formatTime } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { texts } from '../texts.ts';
import { Figures } from './facts.tsx';
import { partyName, partyNumber } from './party-name.ts';
import type { Later } from './read-later.ts';
import styles from './call-head.module.css';

export const CallHead = graphql(`
  fragment CallHead on CallSession {
    startedAt
    durationSeconds
    talkSeconds
    waitSeconds
    direction
    outcome
    outcomeDetail {
      code
      reason
    }
    customer {
      number
      e164
      displayName
      country
    }
    line {
      number
      e164
      displayName
    }
    provider {
      id
      name
    }
  }
`);

type CallHeadPartProps = {
  readonly call: FragmentType<typeof CallHead>;
  readonly agents: Later<CallPeopleFragment['agents']>;
  readonly error: CombinedError | undefined;
};

/** How a call ended, who called whom through which system, when and for how long. */
export function CallHeadPart({ call: masked, agents, error }: CallHeadPartProps) {
  const call = readFragment(CallHead, masked);
  const isForbidden = errorAt(error, 'customer')?.isForbidden === true;
  return (
    <section className={styles.head} aria-label={titleOf(call)}>
      <p className={styles.ending}>
        <OutcomeBadge outcome={call.outcome} />
        {call.outcomeDetail && <Detail {...call.outcomeDetail} />}
      </p>
      {call.outcome === 'ONGOING' && (
        <p className={styles.note} role="status">
          {texts.call.ongoing}
        </p>
      )}
      <ol className={styles.way}>
        {sidesOf(call, agents ?? [], isForbidden).map(({ role, name, number }, index) => (
          <li key={role}>
            {index > 0 && <Icon name="arrowRight" />}
            <div>
              <span className={styles.role}>{role}</span>
              <span className={styles.name}>{name}</span>
              <span className={styles.number}>{number}</span>
            </div>
          </li>
        ))}
      </ol>
      {isForbidden && (
        <p className={styles.note}>
          <Icon name="key" />
          {texts.call.numbersHidden}
        </p>
      )}
      <Figures
        facts={[
          {
            label: texts.call.started,
            value: (
              <time dateTime={call.startedAt}>
                {formatDay(call.startedAt)}, {formatTime(call.startedAt)}
              </time>
            ),
          },
          {
            label: texts.call.lasted,
            value: call.outcome === 'ONGOING' ? texts.outcome.ONGOING : lengthOf(call.durationSeconds),
          },
          { label: texts.call.waited, value: lengthOf(call.waitSeconds) },
          { label: texts.call.talked, value: lengthOf(call.talkSeconds) },
          { label: texts.call.system, value: call.provider.name },
        ]}
      />
    </section>
  );
}

/** What a call is called at the top of its page: which way it went, and with whom as far as that is known. */
export function titleOf({ direction, customer }: Pick<CallHeadFragment, 'direction' | 'customer'>): string {
  const name = customer?.displayName ?? partyNumber(customer);
  if (name === null || direction === 'INTERNAL') return texts.call.without[direction];
  const role = direction === 'INBOUND' ? texts.call.from : direction === 'OUTBOUND' ? texts.call.to : texts.call.with;
  return `${role} ${name}`;
}

type Side = { readonly role: string; readonly name: string; readonly number: string };

/** Both ends in the order in which they called, and who spoke for the company. */
function sidesOf(
  { direction, customer, line }: CallHeadFragment,
  agents: NonNullable<CallPeopleFragment['agents']>,
  isForbidden: boolean,
): readonly Side[] {
  const isOut = direction === 'OUTBOUND';
  const names = agents.map(({ displayName }) => displayName ?? texts.call.unnamed);
  const company = {
    role: isOut ? texts.call.caller : texts.call.called,
    name: names.length > 0 ? names.join(', ') : partyName(line),
    number: [line?.displayName, partyNumber(line)]
      .filter((part) => part != null && (names.length > 0 || part !== partyName(line)))
      .join(' · '),
  };
  const number = partyNumber(customer);
  const outside = {
    role: isOut ? texts.call.called : texts.call.caller,
    name: isForbidden ? texts.call.notShown : partyName(customer),
    number: [number === partyName(customer) ? null : number, countryName(customer?.country)]
      .filter((part) => part != null)
      .join(' · '),
  };
  if (direction === 'INTERNAL' && customer === null && !isForbidden) return [company];
  return isOut ? [company, outside] : [outside, company];
}

const countries = new Intl.DisplayNames(undefined, { type: 'region' });
const countryName = (code: string | null | undefined): string | null =>
  code == null ? null : (countries.of(code) ?? code);

const lengthOf = (seconds: number | null) =>
  seconds === null ? <span className={styles.unknown}>{texts.call.notSaid}</span> : formatDuration(seconds);

/** The system's own words, and its code where there are none. */
function Detail({ code, reason }: { readonly code: string | null; readonly reason: string | null }) {
  return (
    <span className={styles.detail}>
      {reason}
      {code !== null && <code>{code}</code>}
    </span>
  );
}
