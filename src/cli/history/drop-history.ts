import { DAY_MS } from '../../time/instant.ts';
import { UsageError } from '../usage-error.ts';
import { findAbandoned } from './find-abandoned.ts';
import { countOf } from './count-of.ts';
import type { OpenedHistory, Screen } from './open-history.ts';
import { createProgress } from './progress.ts';

/** `history forget`: drops every call of a number, whoever had it, and keeps them from coming back. */
export async function forgetNumber(
  { store, timer }: OpenedHistory,
  { number }: { readonly number: string },
  screen: Screen,
): Promise<number> {
  const progress = createProgress(screen, timer);
  const calls = await store.forgetNumber(number, (rows) => progress.tell('forgetting', { rows, done: null, at: null }));
  progress.end();
  // The number itself is not repeated: a terminal keeps what it shows.
  screen.write(`${sayForgotten(calls)}\n`);
  return 0;
}

/** Also where nothing was found: a number with a digit too many is noticed by nothing else. */
function sayForgotten(calls: number): string {
  if (calls === 0) return 'no kept call has this number; calls that have it are not kept from now on';
  return calls === 1
    ? '1 call is forgotten, and is not kept again'
    : `${countOf(calls, 'call')} are forgotten, and are not kept again`;
}

/** `history purge`: drops all that is kept of one provider, or of all accounts that none leads to any more. */
export async function purgeProvider(
  history: OpenedHistory,
  { provider: key, abandoned = false }: { readonly provider?: string; readonly abandoned?: boolean },
  screen: Screen,
): Promise<number> {
  const { store } = history;
  if ((key === undefined) !== abandoned) throw new UsageError('name one of --provider and --abandoned.');
  if (key === undefined) {
    let calls = 0;
    for (const { account } of await findAbandoned(history)) calls += await store.purge(account);
    screen.write(`${calls.toLocaleString('en')} calls that no provider leads to any more are gone\n`);
    return 0;
  }
  const current = (await store.listAccounts()).filter(({ isCurrent }) => isCurrent);
  const found = current.find(({ account }) => account.key === key);
  if (found === undefined) {
    const keys = current.map(({ account }) => account.key).join(', ');
    throw new UsageError(`there is no provider '${key}' whose history is kept. There are: ${keys}.`);
  }
  const calls = await store.purge(found.account);
  screen.write(
    `${key}  ${calls.toLocaleString('en')} calls are gone; a server fills it again unless its settings say history: false\n`,
  );
  return 0;
}

/** `history keep-days`: drops what is older than the settings say, of every provider. */
export async function keepDays({ store, kept, settings, now }: OpenedHistory, screen: Screen): Promise<number> {
  const { keepDays: days } = settings;
  if (days === null) throw new UsageError('the settings name no history.keepDays: nothing becomes too old.');
  const current = (await store.listAccounts()).filter(({ isCurrent }) => isCurrent);
  for (const { key } of kept) {
    const account = current.find((each) => each.account.key === key)?.account;
    if (account === undefined) continue;
    const calls = await store.expire(account, now() - days * DAY_MS);
    screen.write(`${account.key}  ${calls.toLocaleString('en')} calls older than ${days} days are gone\n`);
  }
  return 0;
}
