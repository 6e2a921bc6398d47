import type { Instant } from '../../time/instant.ts';
import { type CallSource, type DemoCall, allThereBefore, indexAtOrAfter, isAbsent } from '../call-source.ts';
import { nativeIdOf } from '../native-ids.ts';
import { ACCOUNT_ID, APPLICATIONS, userIdOf } from './directory.ts';
import { planLegs } from './leg-plan.ts';
import { EXAMPLE_ID, EXAMPLE_STARTED_AT, toExampleRow } from './seed-example.ts';
import { indexOfSession } from './session-ids.ts';
import {
  type RowSetting,
  type SessionParts,
  applicationOfCall,
  customDataOf,
  endOf,
  ruleOf,
  toSessionRow,
} from './session-row.ts';

/** One session of the account, as the vendor looks at it when it filters. */
export type Session = {
  readonly id: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** Whether it is missing from the account's history. */
  readonly isAbsent: () => boolean;
  readonly facts: () => SessionFacts;
  readonly toRow: (parts: SessionParts, setting: RowSetting) => object;
};

export type SessionFacts = {
  readonly accountId: number;
  readonly application: number;
  readonly userId: string | null;
  readonly rule: string;
  readonly customData: string | null;
  readonly remoteNumbers: readonly string[];
  readonly localNumbers: readonly string[];
};

/** All sessions in order of start; made when asked for. */
export type Sessions = {
  readonly count: number;
  at(place: number): Session;
  /** First place whose session starts at or after the instant. */
  placeAtOrAfter(instant: Instant): number;
  find(id: string): Session | null;
  /** The place before which every session is surely there, if what started before the instant has ended. */
  allThereBefore(instant: Instant): number;
};

/** The sessions of a source, and the reference page's example among them. */
export function createSessions(source: CallSource, hasExample: boolean): Sessions {
  const toSession = (call: DemoCall): Session => sessionOf(call, () => isAbsent(source, call.index));
  const placeOf = (index: number, instant: Instant): number =>
    hasExample && instant > EXAMPLE_STARTED_AT ? index + 1 : index;
  const examplePlace = hasExample ? indexAtOrAfter(source, EXAMPLE_STARTED_AT) : Infinity;
  return {
    get count() {
      return source.count + (hasExample ? 1 : 0);
    },
    at(place) {
      if (hasExample && place === examplePlace) return EXAMPLE_SESSION;
      return toSession(source.at(place > examplePlace ? place - 1 : place));
    },
    placeAtOrAfter: (instant) => placeOf(indexAtOrAfter(source, instant), instant),
    allThereBefore(instant) {
      const index = allThereBefore(source, instant);
      return index === 0 ? 0 : placeOf(index, instant);
    },
    find(id) {
      if (hasExample && id === EXAMPLE_ID) return EXAMPLE_SESSION;
      const index = indexOfSession(id, source.count);
      return index === null ? null : toSession(source.at(index));
    },
  };
}

const sessionOf = (call: DemoCall, isAbsentNow: () => boolean): Session => ({
  id: nativeIdOf('voximplant', call.index),
  startedAt: call.startedAt,
  endedAt: endOf(call),
  isAbsent: isAbsentNow,
  facts() {
    const legs = planLegs(call);
    return {
      accountId: ACCOUNT_ID,
      application: applicationOfCall(call),
      userId: call.direction === 'OUTBOUND' && call.agent !== null ? String(userIdOf(call.agent)) : null,
      rule: ruleOf(call),
      customData: call.index % 3 === 0 ? customDataOf(call.index) : null,
      remoteNumbers: legs.map((leg) => leg.remoteNumber),
      localNumbers: legs.map((leg) => leg.localNumber),
    };
  },
  toRow: (parts, setting) => toSessionRow(call, parts, setting),
});

const EXAMPLE_SESSION: Session = {
  id: EXAMPLE_ID,
  startedAt: EXAMPLE_STARTED_AT,
  endedAt: EXAMPLE_STARTED_AT + 6000,
  isAbsent: () => false,
  facts: () => ({
    accountId: ACCOUNT_ID,
    application: APPLICATIONS.findIndex(({ application_id: id }) => id === 10733204),
    userId: null,
    rule: 'incoming',
    customData: null,
    remoteNumbers: ['42027877410'],
    localNumbers: ['420214575'],
  }),
  toRow: (parts) => toExampleRow(parts),
};
