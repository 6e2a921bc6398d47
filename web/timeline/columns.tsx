import type { ReactNode } from 'react';
import { partyNumber } from '../call/party-name.ts';
import { formatDuration, formatInstant, formatShortTime } from '../parts/format.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { OutcomeBadge } from '../parts/outcome-badge.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import styles from './call-row.module.css';
import type { Call } from './queries.ts';

export type ColumnId = keyof typeof texts.timeline.columns;

export type Column = {
  readonly id: ColumnId;
  /** The least width in rem, and the share of what is left over. */
  readonly width: number;
  readonly share?: number;
  readonly isNumber?: boolean;
  /** Without it a row would say nothing. */
  readonly isAlwaysShown?: boolean;
  readonly cell: (call: Call, row: RowOfCall) => ReactNode;
};

/** What a cell knows beside its call. */
export type RowOfCall = {
  /** Whether the row is the one that the keyboard stands on. */
  readonly isActive: boolean;
  /** Fields that the key may not see. */
  readonly hidden: ReadonlySet<string>;
};

/** In the order in which they stand. */
export const COLUMNS: readonly Column[] = [
  {
    id: 'time',
    width: 4,
    isNumber: true,
    isAlwaysShown: true,
    cell: ({ startedAt }) => (
      <time dateTime={startedAt} title={formatInstant(startedAt)}>
        {formatShortTime(startedAt)}
      </time>
    ),
  },
  {
    id: 'way',
    width: 1.25,
    cell: ({ direction }) => <Sign icon={WAY_ICONS[direction]} text={texts.direction[direction]} />,
  },
  {
    id: 'customer',
    width: 12,
    share: 2,
    isAlwaysShown: true,
    cell: (call, { isActive, hidden }) => (
      <Link to={pathOf.call(call.id)} className={styles.link} tabIndex={isActive ? 0 : -1} data-call={call.id}>
        <CustomerOf call={call} isHidden={hidden.has('customer')} />
      </Link>
    ),
  },
  { id: 'agents', width: 9, share: 1.5, cell: ({ agents }) => listOf(agents?.map(nameOfAgent)) },
  { id: 'outcome', width: 6.5, cell: ({ outcome }) => <OutcomeBadge outcome={outcome} /> },
  { id: 'duration', width: 4.25, isNumber: true, cell: ({ durationSeconds }) => seconds(durationSeconds) },
  { id: 'talk', width: 4.25, isNumber: true, cell: ({ talkSeconds }) => seconds(talkSeconds) },
  { id: 'wait', width: 4.25, isNumber: true, cell: ({ waitSeconds }) => seconds(waitSeconds) },
  { id: 'line', width: 8.5, share: 1, cell: ({ line }) => line && (line.displayName ?? partyNumber(line)) },
  { id: 'queue', width: 6, share: 0.75, cell: ({ queues }) => listOf(queues?.map(({ name }) => name)) },
  {
    id: 'provider',
    width: 6.5,
    share: 0.5,
    cell: ({ provider }) => <span title={texts.providerKind[provider.kind]}>{provider.name}</span>,
  },
  { id: 'recording', width: 1.25, cell: ({ recordings }) => <HeardOf recordings={recordings} /> },
  { id: 'rating', width: 3.5, isNumber: true, cell: ({ rating }) => rating },
  { id: 'cost', width: 6, isNumber: true, cell: ({ cost }) => cost && formatCost(cost) },
  {
    id: 'note',
    width: 10,
    share: 2,
    cell: ({ note }, { hidden }) => note ?? (hidden.has('note') ? texts.timeline.hidden : null),
  },
];

/** The name that a row is called by: whom the call was with. */
function CustomerOf({
  call: { customer, kind, direction },
  isHidden,
}: {
  readonly call: Call;
  readonly isHidden: boolean;
}) {
  const number = partyNumber(customer);
  const name = customer?.displayName ?? number;
  if (name === null) {
    const without =
      direction === 'INTERNAL' ? texts.timeline.internal : isHidden ? texts.timeline.hidden : texts.timeline.noNumber;
    return <span className={styles.soft}>{without}</span>;
  }
  return (
    <>
      <span className={styles.name}>{name}</span>
      {name !== number && number !== null && <span className={styles.soft}> {number}</span>}
      {kind !== 'CALL' && <span className={styles.kind}>{texts.callKind[kind]}</span>}
    </>
  );
}

function HeardOf({ recordings }: Pick<Call, 'recordings'>) {
  if (!recordings || recordings.length === 0) return null;
  const isAvailable = recordings.some((recording) => recording.isAvailable);
  const isVoicemail = recordings.every(({ kind }) => kind === 'VOICEMAIL');
  const text = !isAvailable
    ? texts.timeline.heard.gone
    : isVoicemail
      ? texts.timeline.heard.voicemail
      : texts.timeline.heard.yes;
  return <Sign icon={isVoicemail ? 'voicemail' : 'play'} text={text} isFaint={!isAvailable} />;
}

/** A picture in place of words, which are there for who points at it or hears it read. */
function Sign({
  icon,
  text,
  isFaint = false,
}: {
  readonly icon: IconName | null;
  readonly text: string;
  readonly isFaint?: boolean;
}) {
  return (
    <span className={isFaint ? styles.faintSign : styles.sign} role="img" aria-label={text} title={text}>
      {icon && <Icon name={icon} />}
    </span>
  );
}

const WAY_ICONS = { INBOUND: 'inbound', OUTBOUND: 'outbound', INTERNAL: 'internal', UNKNOWN: null } as const;

const nameOfAgent = ({ displayName, extension }: NonNullable<Call['agents']>[number]): string =>
  displayName ?? extension ?? texts.timeline.noName;

const listOf = (names: readonly (string | null)[] | undefined): string | null =>
  names?.filter((name) => name !== null).join(', ') || null;

const seconds = (value: number | null): string | null => (value === null ? null : formatDuration(value));

/** With a currency as the viewer's locale writes it; without one, the bare amount. */
function formatCost({ amount, currency }: NonNullable<Call['cost']>): string {
  const style = currency === null ? {} : ({ style: 'currency', currency } as const);
  return new Intl.NumberFormat(undefined, { ...style, maximumFractionDigits: 4 }).format(Number(amount));
}
