import type { CallLeg } from '../../../domain/call-leg.ts';
import type { CallSession } from '../../../domain/call-session.ts';
import type { Provider } from '../../../domain/provider.ts';
import type { Recording } from '../../../domain/recording.ts';
import { builder } from '../../../graph/builder.ts';
import { createColumnTypes, parameterFields } from '../../../graph/column-fields.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { asks } from '../../../graph/demand.ts';
import { linkToFile, narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { detailNameOf } from '../../columns/column.ts';
import { CALL, ENGAGEMENT, LEG, RECORDING } from '../calls/columns.ts';
import { readPlainCell } from '../../columns/read-cell.ts';
import { type Row, rowOf } from '../calls/row.ts';
import { toRaw } from '../calls/to-kept.ts';
import { ZOOM_PARAMETERS } from '../calls/vendor-filter.ts';
import type { ZoomContactCenter } from '../index.ts';

const { typeOf } = createColumnTypes({ read: readPlainCell, nameOf: detailNameOf });

const LegRef = typeOf<CallLeg>(LEG, rowOf);
const RecordingRef = typeOf<Recording>(RECORDING, rowOf, () => ({
  downloadUrl: linkToSound,
  transcriptUrl: (recording, context) =>
    recording.transcript?.canOpen === true ? linkToFile(recording, 'transcript', context) : null,
  playbackUrl: linkToSound,
}));

function linkToSound(recording: Recording, context: GraphContext): string | null {
  return recording.isAvailable ? linkToFile(recording, 'recording', context) : null;
}

const EngagementRef = typeOf<Row>(ENGAGEMENT, (row) => row);

const CallRef = typeOf<CallSession>(CALL, rowOf, (t) => ({
  voiceCallDetails: (call) =>
    (rowOf(call).voice_call_details as readonly unknown[] | null)?.length ? (call.legs ?? null) : null,
  engagement: t.field({
    type: EngagementRef,
    description: "The engagement's own record: talk and waiting times, notes, events. Costs a request for each call.",
    extensions: asks('each'),
    resolve: (call, _args, context) => {
      const provider = context.providers.get(call.provider);
      if (!provider || !isZoomContactCenter(provider)) return null;
      const share = context.deadlines.share(provider, context.signal);
      return share.ask(`engagement ${call.nativeId}`, () => provider.getEngagement(call.nativeId, share.signal));
    },
  }),
}));

const isZoomContactCenter = (provider: Provider): provider is ZoomContactCenter => 'getEngagement' in provider;

const CallFilter = builder.inputType('ZoomContactCenterCallFilter', {
  description:
    `${narrowsOnly('Zoom Contact Center')} Its fields are parameters of Zoom's voice call log. Different ones: and. Several values of one: or. More values ` +
    'than Zoom takes at once are asked for in several requests.',
  fields: (t) => ({
    ...parameterFields(t, ZOOM_PARAMETERS),
    hasNoQueue: t.boolean({ description: 'True: calls that used no queue. False: calls that used one.' }),
  }),
});

registerVendorGraph({
  kind: 'zoom-contact-center',
  vendorName: 'Zoom Contact Center',
  description: 'Zoom Contact Center.',
  filterInput: CallFilter,
  callDetails: CallRef,
  legDetails: LegRef,
  recordingDetails: RecordingRef,
  rawOf: toRaw,
});
