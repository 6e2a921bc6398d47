import type { InputRef } from '@pothos/core';
import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { Recording } from '../domain/recording.ts';
import type { Types } from './builder.ts';

type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;

/** The fields of CallSessionFilter that only one kind of provider understands. */
export type VendorFilterField = 'bitrix24' | 'callgear' | 'voximplant' | 'zoomContactCenter';

/**
 * What one kind of provider adds to the graph. Its folder's graph.ts makes the types and registers them once, when it
 * is imported; unions and filter are put together from all of them when the schema is built:
 *
 *     const DetailsRef = builder.objectRef<CallSession>('CallgearCall').implement({
 *       description: 'A call as CallGear reports it.',
 *       fields: (t) => ({
 *         finishReasonText: t.string({ description: '…', resolve: (call) => rowOf(call).finish_reason ?? null }),
 *         ...vendorEnumFields(t, 'finishReason', FinishReason, (call) => rowOf(call).finish_reason, { description: '…' }),
 *       }),
 *     });
 *     const FilterInput = builder.inputType('CallgearCallFilter', { description: '…', fields: (t) => ({ … }) });
 *     registerVendorGraph({
 *       kind: 'callgear',
 *       vendorName: 'CallGear',
 *       filterField: 'callgear',
 *       filterInput: FilterInput,
 *       callDetails: DetailsRef,
 *       rawOf: (call) => scrub(rowOf(call)),
 *     });
 *
 * A details type has the domain object as its parent and reads `row`, which only the provider's folder understands.
 * The names selected below `details` arrive in `CallSelection.details` as the fields of `callDetails` are spelled.
 * `createVendorEnum` and `createConditionInput`, beside this file, keep the names of enums and conditions alike.
 */
export type VendorGraph<Input = unknown> = {
  readonly kind: ProviderKind;
  /** What the vendor calls itself, for descriptions. */
  readonly vendorName: string;
  readonly filterField: VendorFilterField;
  /** What a client writes here is CallFilter.vendor as it stands: the provider reads it when it prepares the question. */
  readonly filterInput: InputRef<Input>;
  readonly callDetails: ObjectRef<CallSession>;
  readonly legDetails?: ObjectRef<CallLeg>;
  readonly recordingDetails?: ObjectRef<Recording>;
  /** The vendor's row as sent, without secrets: keys, media links; integers past 2^53 as text. */
  readonly rawOf: (call: CallSession) => unknown;
};

/** How the description of every vendor's own filter begins: many would expect it to leave out the other vendors' calls. */
export const narrowsOnly = (vendorName: string): string =>
  `Narrows the calls of ${vendorName} alone: calls of other vendors are still returned, unless \`providers\` names only providers of ${vendorName}.`;

const registered = new Map<ProviderKind, VendorGraph>();

/** Adds what one kind of provider has of its own. Called once by each graph.ts in providers/. */
export function registerVendorGraph<Input>(graph: VendorGraph<Input>): void {
  if (registered.has(graph.kind)) throw new Error(`the graph of ${graph.kind} is registered twice`);
  registered.set(graph.kind, graph);
}

/** Every registered vendor graph, in the order of the imports in schema.ts. */
export const vendorGraphs = (): readonly VendorGraph[] => [...registered.values()];

/** The graph of a kind; undefined where its provider adds nothing. */
export const vendorGraphOf = (kind: ProviderKind): VendorGraph | undefined => registered.get(kind);
