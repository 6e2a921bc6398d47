import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { Recording } from '../domain/recording.ts';
import { builder } from './builder.ts';
import type { GraphContext } from './context.ts';
import { providerOfRow } from './provider.ts';
import { type VendorGraph, vendorGraphOf, vendorGraphs } from './vendor-graph.ts';

type DetailsPart = 'callDetails' | 'legDetails' | 'recordingDetails';

/** The unions are put together when the schema is built, from whatever the providers registered by then. */
const membersOf = <Part extends DetailsPart>(part: Part) =>
  vendorGraphs().flatMap((vendor): NonNullable<VendorGraph[Part]>[] => {
    const type = vendor[part];
    return type ? [type] : [];
  });

const typeNameOf = (part: DetailsPart) => (row: { readonly provider: string }, context: GraphContext) =>
  vendorGraphOf(providerOfRow(row, context).kind)?.[part]?.name;

export const CallSessionDetailsRef = builder.unionType('CallSessionDetails', {
  description: 'A call as its provider describes it: one type for each kind of provider.',
  types: () => membersOf('callDetails'),
  resolveType: (call: CallSession, context) => typeNameOf('callDetails')(call, context),
});

export const CallLegDetailsRef = builder.unionType('CallLegDetails', {
  description: 'A leg of a call as its provider describes it: one type for each kind of provider that tells legs.',
  types: () => membersOf('legDetails'),
  resolveType: (leg: CallLeg, context) => typeNameOf('legDetails')(leg, context),
});

export const RecordingDetailsRef = builder.unionType('RecordingDetails', {
  description:
    'A recording as its provider describes it: one type for each kind of provider that has more to say of it.',
  types: () => membersOf('recordingDetails'),
  resolveType: (recording: Recording, context) => typeNameOf('recordingDetails')(recording, context),
});

/** The row itself, where its kind of provider has details for it and the row came along; null otherwise. */
export function detailsOf<Row extends { readonly provider: string; readonly row?: unknown }>(
  part: DetailsPart,
  row: Row,
  context: GraphContext,
): Row | null {
  return row.row != null && vendorGraphOf(providerOfRow(row, context).kind)?.[part] ? row : null;
}
