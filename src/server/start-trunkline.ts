import { isDeepStrictEqual } from 'node:util';
import type { Provider } from '../domain/provider.ts';
import { settingsPrint } from '../providers/settings-print.ts';
import type { AdmissionStatus } from './admission/create-admission.ts';
import { assemble, historyOver } from './assemble.ts';
import { readDocumentRules } from './documents/create-documents.ts';
import { type Generation, createGeneration } from './generation.ts';
import type { TrunklineTools } from './lasting.ts';
import { withdrawKeys } from './auth/withdraw-keys.ts';
import { startServer } from './server.ts';
import type { Settings } from './settings.ts';

/** Trunkline, running. */
export type Trunkline = {
  /** Where it listens. */
  readonly url: string;
  /** How many requests are being answered. */
  inFlight(): number;
  /** What is begun, what waits and what was refused. */
  admission(): AdmissionStatus;
  /** Goes by other keys from now on: requests in flight end as they began. */
  readonly renewAuth: (auth: Settings['auth']) => void;
  /**
   * Goes by other settings from now on, which differ in nothing that is fixed; requests in flight end as they began. Makes
   * the providers that are new, or have other settings than before; when it throws, all is as it was.
   */
  readonly renew: (settings: Settings, create: CreateProviders) => Renewal;
  /** Lets requests in flight end within the grace, then closes every way to a vendor. */
  close(graceMs: number): Promise<void>;
};

/** Resolves when what nobody needs any more has been closed. */
export type Renewal = { readonly ended: Promise<void> };

type CreateProviders = (settings: Settings['providers']) => readonly Provider[];

/** Requests that began under settings of before get so long; a page takes seconds, a recording may play for longer. */
const RETIRE_MS = 60_000;

/** Puts the graph, media and providers behind one address. */
export async function startTrunkline(settings: Settings, tools: TrunklineTools): Promise<Trunkline> {
  const { store, replicas = null, takeTimeoutMs } = tools;
  const { lasting, first } = assemble(settings, tools);
  const { authenticator, documents } = lasting;
  const renewAuth = withdrawKeys(settings.auth, authenticator, replicas?.withdrawnKeys ?? null);
  let prints = printsOf(settings.providers);
  let current = first;
  const server = await startServer({ ...current.answers, port: settings.server.port, takeTimeoutMs });
  current.history.start();
  /** One after the other: an account has one sync. */
  let retired: Promise<void> = Promise.resolve();

  const retire = async (old: Generation, next: Generation, answered: Promise<void>): Promise<void> => {
    await answered;
    await old.dispose();
    if (old.history !== next.history) await old.history.stop().finally(() => next.history.start());
    const gone = old.vendors.filter((vendor) => !next.vendors.includes(vendor));
    await Promise.all(gone.map((vendor) => vendor.close()));
  };

  return {
    url: server.url,
    inFlight: () => server.inFlight(),
    admission: () => lasting.admission.status(),
    renewAuth,
    renew(renewed, create) {
      const old = current;
      // Files may be others though the settings are the same.
      const rules = readDocumentRules(renewed);
      const renewedPrints = printsOf(renewed.providers);
      const isSameVendors = isDeepStrictEqual([...renewedPrints], [...prints]);
      if (isSameVendors && isDeepStrictEqual(withoutAuth(renewed), withoutAuth(old.settings))) {
        renewAuth(renewed.auth);
        documents.replace(rules);
        return { ended: Promise.resolve() };
      }
      const isNew = ({ id }: Settings['providers'][number]) => renewedPrints.get(id) !== prints.get(id);
      const vendors = renewVendors(old, renewed.providers, isNew, create);
      const isSameHistory = isSameVendors && isDeepStrictEqual(renewed.history, old.settings.history);
      const isSameSigning = isDeepStrictEqual(renewed.media.signingKeys, old.settings.media.signingKeys);
      const history = isSameHistory ? old.history : historyOver(vendors, renewed, tools);
      const tokens = isSameSigning ? old.tokens : lasting.tokensOf(renewed);
      const next = createGeneration({ settings: renewed, vendors, history, tokens }, lasting);
      prints = renewedPrints;
      current = next;
      lasting.admission.renew(renewed);
      renewAuth(renewed.auth);
      documents.replace(rules);
      const answered = server.renew(next.answers, RETIRE_MS);
      old.hangUp();
      // What is kept is read at once; what fills it waits for those who still wait for the one before.
      history.open();
      const ended = retired.then(() => retire(old, next, answered));
      // What could not be closed keeps nothing that comes after from being begun and closed.
      retired = ended.catch(() => {});
      return { ended };
    },
    async close(graceMs) {
      current.hangUp();
      await server.close(graceMs);
      await retired;
      await current.dispose();
      await current.history.stop();
      await Promise.all(current.vendors.map((vendor) => vendor.close()));
      await replicas?.close();
      await store?.close();
    },
  };
}

/** The providers of other settings: those whose own have not changed go on, with what they know of their vendors' limits. */
function renewVendors(
  old: Generation,
  settings: Settings['providers'],
  isNew: (one: Settings['providers'][number]) => boolean,
  create: CreateProviders,
): Provider[] {
  const made = create(settings.filter(isNew));
  const byKey = new Map([...old.vendors, ...made].map((vendor) => [vendor.key, vendor]));
  return settings.map(({ id }) => byKey.get(id)!);
}

const printsOf = (settings: Settings['providers']): ReadonlyMap<string, string> =>
  new Map(settings.map((one) => [one.id, settingsPrint(one)]));

/** What goes on as it is when only keys change. How much is written to the log is its own affair. */
function withoutAuth({ auth: _auth, log: _log, ...rest }: Settings): object {
  return rest;
}
