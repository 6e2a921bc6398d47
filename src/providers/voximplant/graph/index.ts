import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Recording } from '../../../domain/recording.ts';
import { builder } from '../../../graph/builder.ts';
import { createColumnTypes } from '../../../graph/column-fields.ts';
import { linkToFile, narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { detailNameOf } from '../../columns/column.ts';
import { CALL, RECORD, RESOURCE_USAGE, SESSION } from '../calls/columns.ts';
import { rowOf } from '../calls/row.ts';
import { readPlainCell } from '../../columns/read-cell.ts';
import {
  type Resource,
  callRowOf,
  legsInRow,
  recordRowOf,
  recordingsInRow,
  resourcesInRow,
} from '../calls/row-details.ts';
import { toRaw } from '../calls/to-kept.ts';
import { recordIdIn } from '../media/to-recording.ts';

const { typeOf } = createColumnTypes({ read: readPlainCell, nameOf: detailNameOf });

const CallRef = typeOf<CallLeg>(CALL, callRowOf, () => ({
  startTime: (leg) => leg.startedAt,
  recordUrl(leg, context) {
    const nativeId = recordIdIn(callRowOf(leg).record_url);
    // A leg knows its session's id; its own start is near enough to find the session again.
    const session = { nativeId: leg.sessionId, startedAt: leg.startedAt ?? undefined };
    if (nativeId === null) return null;
    return context.linkTo(leg.provider, { kind: 'recording', nativeId, session }, leg.durationSeconds)?.url ?? null;
  },
}));

const RecordRef = typeOf<Recording>(RECORD, recordRowOf, (t) => ({
  startTime: (recording) => recording.startedAt,
  recordUrl: (recording, context) => (recording.isAvailable ? linkToFile(recording, 'recording', context) : null),
  transcriptionUrl: (recording, context) =>
    readPlainCell(recordRowOf(recording), 'transcription_url', 'text') === null
      ? null
      : linkToFile(recording, 'transcript', context),
  expirationDate: (recording) => recording.expiresAt,
  mediaParametersText: t.string({
    description: 'How it is encoded, as sent: JSON in a text.',
    resolve: (recording) => readPlainCell(recordRowOf(recording), 'media_parameters', 'text') as string | null,
  }),
}));

typeOf<Resource>(
  RESOURCE_USAGE,
  ({ row }) => row,
  () => ({ usedAt: ({ usedAt }) => usedAt }),
);

const SessionRef = typeOf<CallSession>(SESSION, rowOf, () => ({
  startDate: (call) => call.startedAt,
  logFileUrl({ provider, nativeId, startedAt, row }, context) {
    if (readPlainCell(rowOf({ row }), 'log_file_url', 'text') === null) return null;
    return context.linkTo(provider, { kind: 'log', nativeId, session: { nativeId, startedAt } })?.url ?? null;
  },
  calls: legsInRow,
  records: recordingsInRow,
  otherResourceUsage: resourcesInRow,
}));

const FilterInput = builder.inputType('VoximplantCallFilter', {
  description: `${narrowsOnly('Voximplant')} Its fields are parameters of GetCallHistory. Different ones: and. Several values of one: or.`,
  fields: (t) => ({
    callSessionHistoryId: t.idList({ description: 'Sessions by id; at most 1,000.' }),
    applicationId: t.id({ description: 'Sessions of one application.' }),
    applicationName: t.string({ description: 'The same by its name; not beside applicationId.' }),
    userId: t.idList({
      description: 'Sessions that these users started. Calls that came in to them are not among them.',
    }),
    ruleName: t.string({ description: 'Sessions of one routing rule; only with applicationId or applicationName.' }),
    remoteNumber: t.stringList({
      scope: 'numbers:read',
      description: "Sessions with a call whose client's side has one of these numbers.",
    }),
    remoteNumberList: t.stringList({ scope: 'numbers:read', description: 'The same; not beside remoteNumber.' }),
    localNumber: t.stringList({
      scope: 'numbers:read',
      description: "Sessions with a call whose platform's side has one of these numbers.",
    }),
    callSessionHistoryCustomData: t.string({ scope: 'numbers:read', description: 'Sessions with this customData.' }),
    childAccountId: t.idList({ description: 'Sessions of these child accounts too; "all" for every one.' }),
    childrenCallsOnly: t.boolean({ description: 'Sessions of child accounts only.' }),
  }),
});

registerVendorGraph({
  kind: 'voximplant',
  vendorName: 'Voximplant',
  description: 'Voximplant, a programmable telephony platform.',
  filterInput: FilterInput,
  callDetails: SessionRef,
  legDetails: CallRef,
  recordingDetails: RecordRef,
  rawOf: (call) => toRaw(rowOf(call)),
});
