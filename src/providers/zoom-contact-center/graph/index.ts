import type { InputRef } from '@pothos/core';
import { builder } from '../../../graph/builder.ts';
import { narrowsOnly, registerVendorGraph } from '../../../graph/vendor-graph.ts';
import { ZoomLegRef } from './leg.ts';
import { ZoomRecordingRef } from './recording.ts';
import { ZoomVoiceCallRef } from './voice-call.ts';
import { toRaw } from '../calls/to-raw.ts';
import { ZOOM_PARAMETERS } from '../calls/vendor-filter.ts';

type FilterInput = Readonly<Record<string, unknown>>;

const ZoomContactCenterCallFilter = builder.inputType('ZoomContactCenterCallFilter', {
  description:
    `${narrowsOnly('Zoom Contact Center')} Its fields are parameters of Zoom's voice call log. Different ones: and. Several values of one: or. More values ` +
    'than Zoom takes at once are asked for in several requests.',
  fields: (t) => ({
    ...Object.fromEntries(
      Object.entries(ZOOM_PARAMETERS).map(([field, { isList, isId, description }]) => {
        const type = isId === true ? 'ID' : 'String';
        return [field, t.field({ type: isList === true ? [type] : type, description })] as const;
      }),
    ),
    hasNoQueue: t.boolean({ description: 'True: calls that used no queue. False: calls that used one.' }),
  }),
}) as InputRef<FilterInput>;

registerVendorGraph<FilterInput>({
  kind: 'zoom-contact-center',
  vendorName: 'Zoom Contact Center',
  description: 'Zoom Contact Center.',
  filterInput: ZoomContactCenterCallFilter,
  callDetails: ZoomVoiceCallRef,
  legDetails: ZoomLegRef,
  recordingDetails: ZoomRecordingRef,
  rawOf: toRaw,
});
