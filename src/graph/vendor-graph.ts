import type { InputRef } from '@pothos/core';
import type { CallLeg } from '../domain/call-leg.ts';
import type { CallSession } from '../domain/call-session.ts';
import { mediaKeyOf } from '../domain/media.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { Recording } from '../domain/recording.ts';
import type { Types } from './builder.ts';
import type { GraphContext } from './context.ts';

type ObjectRef<Shape> = PothosSchemaTypes.ObjectRef<Types, Shape>;

/**
 * What one kind of provider adds to the graph. The graph/ of its folder makes the types and registers them once, when it is
 * imported; enum, unions and filter are put together from all of them when the schema is built. A details type has the
 * domain object as its parent and reads `row`, which only the provider's folder understands. The names selected below
 * `details` arrive in `CallSelection.details` as the fields of `callDetails` are spelled.
 */
export type VendorGraph<Input = unknown> = {
  readonly kind: ProviderKind;
  /** What the vendor calls itself, for descriptions. */
  readonly vendorName: string;
  /** What the vendor offers, in a line: the description of the kind. */
  readonly description: string;
  /** What a client writes here is CallFilter.vendor as it stands: the provider reads it when it prepares the question. */
  readonly filterInput: InputRef<Input>;
  readonly callDetails: ObjectRef<CallSession>;
  readonly legDetails?: ObjectRef<CallLeg>;
  readonly recordingDetails?: ObjectRef<Recording>;
  /** The vendor's row as sent, without secrets: keys, media links; integers past 2^53 as text. */
  readonly rawOf: (call: CallSession) => unknown;
};

/** A link on this server to the sound of a recording, which lives longer than it plays, or to its transcript. */
export function linkToFile(
  recording: Recording,
  kind: 'recording' | 'transcript',
  context: GraphContext,
): string | null {
  const seconds = kind === 'recording' ? recording.durationSeconds : null;
  return context.linkTo(recording.provider, mediaKeyOf(recording, kind), seconds)?.url ?? null;
}

/** How the description of every vendor's own filter begins: many would expect it to leave out the other vendors' calls. */
export const narrowsOnly = (vendorName: string): string =>
  `Narrows the calls of ${vendorName} alone: calls of other vendors are still returned, unless \`providers\` names only providers of ${vendorName}.`;

/** A vendor graph, and the field of CallSessionFilter that only this kind of provider understands. */
type RegisteredGraph = VendorGraph & { readonly filterField: string };

const registered = new Map<ProviderKind, RegisteredGraph>();

/** Adds what one kind of provider has of its own. Called once by each graph.ts in providers/. */
export function registerVendorGraph<Input>(graph: VendorGraph<Input>): void {
  const { kind } = graph;
  if (registered.has(kind)) throw new Error(`the graph of ${kind} is registered twice`);
  registered.set(kind, {
    ...graph,
    filterField: kind.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase()),
  });
}

/** Every registered vendor graph, in the order of the imports in schema.ts. */
export const vendorGraphs = (): readonly RegisteredGraph[] => [...registered.values()];

/** The graph of a kind; undefined where its provider adds nothing. */
export const vendorGraphOf = (kind: ProviderKind): RegisteredGraph | undefined => registered.get(kind);
