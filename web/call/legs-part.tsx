import { type ReactNode, useState } from 'react';
import type { PartError } from '../graph/error-at.ts';
import { type FragmentType, graphql, readFragment } from '../graph/generated/index.ts';
import type { CallLegsFragment, CallMomentsFragment } from '../graph/generated/graphql.ts';
import { Panel } from '../parts/panel.tsx';
import { formatDuration, formatTime } from '../parts/format.ts';
import { toneOf } from '../parts/outcome-badge.tsx';
import { useEvery } from '../parts/use-every.ts';
import { texts } from '../texts.ts';
import { PartState } from './part-state.tsx';
import { type DrawnSpan, type Stretch, toCallAxis } from './to-call-axis.ts';
import { whoOf } from './who-of.ts';
import styles from './legs-part.module.css';

export const CallMoments = graphql(`
  fragment CallMoments on CallSession {
    startedAt
    durationSeconds
    waitSeconds
    talkSeconds
    outcome
    provider {
      id
      capabilities {
        hasLegs
      }
    }
  }
`);

export const CallLegs = graphql(`
  fragment CallLegs on CallSession {
    legs {
      id
      direction
      startedAt
      durationSeconds
      outcome
      outcomeDetail {
        code
        reason
      }
      from {
        number
        e164
        displayName
      }
      to {
        number
        e164
        displayName
      }
      agent {
        id
        displayName
      }
      cost {
        amount
        currency
      }
    }
  }
`);

/** When a recording was made, and of which leg. */
export type RecordedSpan = {
  readonly id: string;
  readonly kind: 'CALL' | 'VOICEMAIL';
  readonly startedAt: string | null;
  readonly durationSeconds: number | null;
};

type Leg = NonNullable<CallLegsFragment['legs']>[number];

type LegsPartProps = {
  readonly call: FragmentType<typeof CallMoments>;
  readonly legs: CallLegsFragment['legs'] | undefined;
  readonly recordings: readonly RecordedSpan[];
  readonly error: PartError | null;
  readonly onAgain: () => void;
};

/** The legs of a call on a time axis. */
export function LegsPart({ call: masked, legs, recordings, error, onAgain }: LegsPartProps) {
  const call = readFragment(CallMoments, masked);
  return (
    <Panel title={texts.call.legs} actions={legs && <Legend call={call} />}>
      <PartState value={legs} error={error} onAgain={onAgain} lines={4} isEmpty={() => false} empty={null}>
        {(legs) => (
          <>
            <Axis call={call} legs={legs} recordings={recordings} />
            {legs.length === 0 && (
              <p className={styles.note}>
                {call.provider.capabilities.hasLegs ? texts.call.noLegs : texts.call.neverLegs}
              </p>
            )}
          </>
        )}
      </PartState>
    </Panel>
  );
}

const MOVE_MS = 5_000;

type AxisProps = {
  readonly call: CallMomentsFragment;
  readonly legs: readonly Leg[];
  readonly recordings: readonly RecordedSpan[];
};

/** A table whose last column is drawn. Rows are no <tr>: on a phone the drawing stands below the words. */
function Axis({ call, legs, recordings }: AxisProps) {
  const isOngoing = call.outcome === 'ONGOING';
  // Its end moves on.
  const [, setMoved] = useState(0);
  useEvery(MOVE_MS, () => {
    if (isOngoing) setMoved((times) => times + 1);
  });
  const axis = toCallAxis(call, legs, recordings, isOngoing ? new Date() : null);
  const isSplit = axis.wait !== null || axis.talk !== null;
  return (
    <div className={styles.axis} role="table" aria-label={texts.call.legsOf}>
      <div className={`${styles.row} ${styles.top}`} role="row">
        <span role="columnheader">{texts.call.leg}</span>
        <span role="columnheader" className={styles.figure}>
          {texts.call.legStart}
        </span>
        <span role="columnheader" className={styles.figure}>
          {texts.call.legLength}
        </span>
        <div className={styles.ticks} aria-hidden="true">
          {axis.ticks.map(({ atSeconds, at }) => (
            <span key={atSeconds} style={{ left: percent(at) }} data-edge={edgeOf(at)}>
              {formatDuration(atSeconds)}
            </span>
          ))}
        </div>
      </div>
      <Row name={texts.call.wholeCall} about={waitAndTalk(call)} span={call} ticks={axis.ticks}>
        {isSplit ? (
          <>
            <Bar stretch={axis.wait} look="wait" />
            <Bar stretch={axis.talk} look="talk" />
          </>
        ) : (
          <Bar stretch={axis.whole} look={toneOf(call.outcome)} />
        )}
      </Row>
      {axis.legs.map((leg) => (
        <Row key={leg.id} name={whoOf(leg)} about={endOf(leg)} span={leg} ticks={axis.ticks}>
          <Bar stretch={leg.stretch} look={toneOf(leg.outcome)} />
        </Row>
      ))}
      {axis.recordings
        .filter(({ stretch }) => stretch !== null)
        .map((recording) => (
          <Row key={recording.id} name={texts.player.titles[recording.kind]} span={recording} ticks={axis.ticks}>
            <Bar stretch={recording.stretch} look="recording" />
          </Row>
        ))}
    </div>
  );
}

type RowProps = {
  readonly name: string;
  readonly about?: string | undefined;
  readonly span: DrawnSpan;
  readonly ticks: readonly { readonly atSeconds: number; readonly at: number }[];
  readonly children: ReactNode;
};

function Row({ name, about, span, ticks, children }: RowProps) {
  return (
    <div className={styles.row} role="row">
      <span role="rowheader" className={styles.who}>
        <span className={styles.name}>{name}</span>
        {about !== undefined && <span className={styles.about}>{about}</span>}
      </span>
      <span role="cell" className={styles.figure}>
        {span.startedAt === null ? <Unknown /> : formatTime(span.startedAt)}
      </span>
      <span role="cell" className={styles.figure}>
        {span.durationSeconds === null ? <Unknown /> : formatDuration(span.durationSeconds)}
      </span>
      <div className={styles.track} aria-hidden="true">
        {ticks.map(({ atSeconds, at }) => (
          <i key={atSeconds} style={{ left: percent(at) }} />
        ))}
        {children}
      </div>
    </div>
  );
}

function Bar({ stretch, look }: { readonly stretch: Stretch | null; readonly look: string }) {
  if (stretch === null) return null;
  return <b className={styles[look]} style={{ left: percent(stretch.from), width: percent(stretch.length) }} />;
}

const Unknown = () => (
  <span className={styles.unknown}>
    <span aria-hidden="true">–</span>
    <span className={styles.read}>{texts.duration.unknown}</span>
  </span>
);

/** What the colours of the first row mean, where the system tells waiting from talking. */
function Legend({ call }: { readonly call: CallMomentsFragment }) {
  if (call.waitSeconds === null && call.talkSeconds === null) return null;
  return (
    <span className={styles.legend} aria-hidden="true">
      <span className={styles.waitKey}>{texts.call.wait}</span>
      <span className={styles.talkKey}>{texts.call.talk}</span>
    </span>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/** A label at an end of the axis does not stand out over it. */
const edgeOf = (at: number): string | undefined => (at === 0 ? 'start' : at > 0.93 ? 'end' : undefined);

const waitAndTalk = ({ waitSeconds, talkSeconds }: CallMomentsFragment): string | undefined =>
  [
    waitSeconds === null ? null : `${texts.call.wait} ${formatDuration(waitSeconds)}`,
    talkSeconds === null ? null : `${texts.call.talk} ${formatDuration(talkSeconds)}`,
  ]
    .filter((part) => part !== null)
    .join(' · ') || undefined;

function endOf({ outcome, outcomeDetail, passedOnTo }: Leg & { readonly passedOnTo: string | null }): string {
  const ended = texts.outcome[outcome];
  if (passedOnTo !== null) return `${ended}, ${texts.call.passedOn} ${passedOnTo}`;
  return outcome === 'ANSWERED' || outcomeDetail?.reason == null ? ended : `${ended}: ${outcomeDetail.reason}`;
}
