import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../time/instant.ts';
import { userIdOf as portalUserIdOf } from './bitrix24/directory.ts';
import { startBitrix24 } from './bitrix24/index.ts';
import { startCallgear } from './callgear/index.ts';
import { DEMO_AGENTS, type DemoKind } from './call-source.ts';
import { type DataSetName, createDataSet } from './data-sets.ts';
import type { DemoPlace, PushingVendor } from './demo-vendor.ts';
import { createGrowingSource } from './growing-source.ts';
import { nativeIdOf } from './native-ids.ts';
import { userIdOf } from './voximplant/directory.ts';
import { startVoximplant } from './voximplant/index.ts';
import { startZoomContactCenter } from './zoom-contact-center/index.ts';

export type DemoOptions = {
  readonly dataSet?: DataSetName;
  /** The vendors' clock; the data set ends where it stands at the start. */
  readonly now?: () => Instant;
  /** Sessions of each vendor, where the data set leaves it open. */
  readonly count?: number;
  readonly hasLimits?: boolean;
  readonly hasExamples?: boolean;
  /** Whether the settings take what the vendors push. */
  readonly hasHooks?: boolean;
};

/** Four running vendors over one data set, and the `providers` of a settings file that reaches them. */
export type Demo = {
  readonly vendors: Readonly<Record<DemoKind, PushingVendor>>;
  readonly providers: readonly Readonly<Record<string, unknown>>[];
  /** The `people` of such a file: some of those who have no e-mail address at one of the vendors. */
  readonly people: readonly { readonly name: string; readonly agents: readonly string[] }[];
  /** Where what ends is pushed from now on: the address of a server. */
  pushTo(origin: string): Promise<void>;
  /** A call ends now, is written down by its vendor, and pushed to whoever wants to know. */
  endCall(kind: DemoKind): Promise<DemoPlace>;
  close(): Promise<void>;
};

/** So many are named in the settings; the others are two people, one of them without an address. */
const NAMED_AGENTS = 4;

/** Starts all demo vendors on the loopback. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { now = Date.now, dataSet = 'even', count, hasLimits = false, hasExamples = false, hasHooks = false } = options;
  const set = createDataSet(dataSet, { endsAt: now(), ...(count === undefined ? {} : { count }) });
  const sources = {
    bitrix24: createGrowingSource('bitrix24', set.sources.bitrix24),
    callgear: createGrowingSource('callgear', set.sources.callgear),
    voximplant: createGrowingSource('voximplant', set.sources.voximplant),
    'zoom-contact-center': createGrowingSource('zoom-contact-center', set.sources['zoom-contact-center']),
  };
  const folder = await mkdtemp(join(tmpdir(), 'trunkline-demo-'));
  const shared = { now, hasLimits, hasExamples };
  const [bitrix24, callgear, voximplant, zoomContactCenter] = await Promise.all([
    startBitrix24({ ...shared, id: 'portal', source: sources.bitrix24 }),
    startCallgear({ ...shared, id: 'tracking', source: sources.callgear }),
    startVoximplant({ ...shared, id: 'pbx', source: sources.voximplant }),
    startZoomContactCenter({ ...shared, id: 'desk', source: sources['zoom-contact-center'] }),
  ]);
  // External calls want an application, so the portal is reached as one.
  const oauth = { ...bitrix24.oauth, tokenFile: join(folder, 'portal-token.json') };
  const vendors = { bitrix24, callgear, voximplant, 'zoom-contact-center': zoomContactCenter };
  const hookOf = ({ hooks }: PushingVendor) => (hasHooks ? { hook: hooks.settings } : {});
  return {
    vendors,
    providers: [
      { id: bitrix24.settings.id, kind: 'bitrix24', oauth, ...hookOf(bitrix24) },
      { ...callgear.settings, ...hookOf(callgear) },
      { ...voximplant.settings, ...hookOf(voximplant) },
      // The other app is for whoever reaches the account beside this server.
      { ...zoomContactCenter.settings, ...zoomContactCenter.secondApp, ...hookOf(zoomContactCenter) },
    ],
    people: DEMO_AGENTS.slice(0, NAMED_AGENTS).map(({ name }, agent) => ({
      name,
      agents: [`${bitrix24.settings.id}:${portalUserIdOf(agent)}`, `${voximplant.settings.id}:${userIdOf(agent)}`],
    })),
    async pushTo(origin) {
      await Promise.all(Object.values(vendors).map(({ hooks }) => hooks.pushTo(origin)));
    },
    async endCall(kind) {
      const call = sources[kind].add(now());
      await vendors[kind].hooks.callEnded(call);
      return { nativeId: nativeIdOf(kind, call.index), startedAt: call.startedAt };
    },
    async close() {
      await Promise.all(Object.values(vendors).map((vendor) => vendor.close()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
