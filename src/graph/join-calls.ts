import type { CallSession } from '../domain/call-session.ts';
import { type ProviderError, orThrow } from '../domain/provider-error.ts';
import { joinPage } from '../loaders/join-page.ts';
import type { JoinedCall, PageJoins } from '../loaders/joined-call.ts';
import type { GraphContext } from './context.ts';
import { partOf } from './part-of.ts';

type PartName = Exclude<keyof JoinedCall, 'call'>;
type PartValue<Name extends PartName> = Exclude<JoinedCall[Name], ProviderError | undefined>;

/** A part of a call: what the page joined, or, where no plan foresaw it (behind @defer), joined now. */
export function partOfCall<Name extends PartName>(
  joined: JoinedCall,
  name: Name,
  joins: PageJoins,
  context: GraphContext,
): PartValue<Name> | Promise<PartValue<Name>> {
  return partOf(joined[name] as PartValue<Name> | ProviderError | undefined, async () => {
    const { [name]: part } = await joinCall(joined.call, joins, context);
    return orThrow(part as PartValue<Name> | ProviderError);
  });
}

/** Joins parts to one call. Calls joined in the same turn share their requests. */
export async function joinCall(call: CallSession, joins: PageJoins, context: GraphContext): Promise<JoinedCall> {
  const joined = await joinPage([call], joins, context.loadersForRest());
  return joined.of(call);
}

/** Applies a conversion to what may still be on its way. */
export const whenThere = <Value, Result>(
  value: Value | Promise<Value>,
  convert: (value: Value) => Result,
): Result | Promise<Result> => (value instanceof Promise ? value.then(convert) : convert(value));
