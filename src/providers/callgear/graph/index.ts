import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import { builder } from '../../../graph/builder.ts';
import { registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { CALL_COLUMNS } from '../calls/call-columns.ts';
import { recordsIn, wordsOf } from '../calls/details.ts';
import { columnFields } from './columns.ts';
import { Attribute } from './enums.ts';
import { FilterInput } from './filter.ts';
import { EmployeeRef, ScenarioOperationRef, SegmentRef, TagRef, VisitorPropertyRef } from './records.ts';
import { LEG_COLUMNS } from '../calls/leg-columns.ts';
import { storedLegOf, storedRowOf } from '../calls/stored-row.ts';
import { toRaw } from '../calls/to-raw.ts';
import { filesOf, recordingIdOf } from '../media/to-recording.ts';

// The link is a text of the vendor's that opens the recording: what is shown is a link on this server.
const { full_record_file_link: fullRecord, ...columns } = CALL_COLUMNS;
const describe = (name: string): string => CALL_COLUMNS[name]?.description ?? '';

const CallRef = builder.objectRef<CallSession>('CallgearCall').implement({
  description: 'A call as CallGear reports it (get.calls_report).',
  fields: (t) => {
    const records = (name: string) => (call: CallSession) => recordsIn(storedRowOf(call), name);
    return {
      ...columnFields(t, columns, storedRowOf),
      fullRecordFileLink: t.field({
        type: 'URL',
        description: fullRecord?.description ?? '',
        resolve: (call, _args, context) => {
          const file = filesOf(storedRowOf(call).columns).find(({ kind }) => kind === 'full');
          if (!file) return null;
          const session = { nativeId: call.nativeId, startedAt: call.startedAt };
          const key = { kind: 'recording' as const, nativeId: recordingIdOf(file), session };
          // The recording plays no longer than its call lasted.
          return context.linkTo(call.provider, key, call.durationSeconds)?.url ?? null;
        },
      }),
      scenarioOperations: t.field({
        type: [ScenarioOperationRef],
        description: describe('scenario_operations'),
        resolve: records('scenario_operations'),
      }),
      tags: t.field({ type: [TagRef], description: describe('tags'), resolve: records('tags') }),
      employees: t.field({ type: [EmployeeRef], description: describe('employees'), resolve: records('employees') }),
      visitorCustomProperties: t.field({
        type: [VisitorPropertyRef],
        description: describe('visitor_custom_properties'),
        resolve: records('visitor_custom_properties'),
      }),
      segments: t.field({ type: [SegmentRef], description: describe('segments'), resolve: records('segments') }),
      attributes: t.field({
        type: [Attribute.ref],
        description: `${describe('attributes')} Without those that are not documented: see attributesText.`,
        resolve: (call) => wordsOf(storedRowOf(call), 'attributes').flatMap((word) => Attribute.read(word) ?? []),
      }),
      attributesText: t.stringList({
        description: `${describe('attributes')} As sent.`,
        resolve: (call) => wordsOf(storedRowOf(call), 'attributes'),
      }),
    };
  },
});

const LegRef = builder.objectRef<CallLeg>('CallgearLeg').implement({
  description: 'A leg of a call as CallGear reports it (get.call_legs_report).',
  fields: (t) => columnFields(t, LEG_COLUMNS, storedLegOf),
});

registerVendorGraph({
  kind: 'callgear',
  vendorName: 'CallGear',
  description: 'CallGear, call tracking and a virtual PBX.',
  filterInput: FilterInput,
  callDetails: CallRef,
  legDetails: LegRef,
  rawOf: toRaw,
});
