import type { Instant } from '../time/instant.ts';
import type { ProviderKind } from '../domain/provider.ts';
import type { CallSource } from './call-source.ts';
import type { DemoHooks } from './demo-hooks.ts';
import type { VendorServer } from './vendor-server.ts';

/** How a demo vendor is started. */
export type DemoVendorOptions = {
  readonly source: CallSource;
  /** The vendor's clock: what has not started by now is not there yet. */
  readonly now: () => Instant;
  /** Whether the vendor's rate limits bite; off for benchmarks that count requests. */
  readonly hasLimits?: boolean;
  /** Whether the seed page's own example records are served too, word for word. */
  readonly hasExamples?: boolean;
  /** Id of the provider in the settings; the kind's short name when left out. */
  readonly id?: string;
  readonly port?: number;
};

/** A running demo vendor, and what a product needs to reach it. */
export type DemoVendor = {
  readonly kind: ProviderKind;
  readonly server: VendorServer;
  /** An entry for `providers` in the settings file. */
  readonly settings: Readonly<Record<string, unknown>> & { readonly id: string };
  /** Everything that must never appear outside: keys, tokens, links. */
  readonly secrets: readonly string[];
  /** Id and start of every ended call it serves, in the order of the timeline, oldest first. */
  truth(): readonly DemoPlace[];
  close(): Promise<void>;
};

/** One that pushes what ends. */
export type PushingVendor = DemoVendor & { readonly hooks: DemoHooks };

export type DemoPlace = { readonly nativeId: string; readonly startedAt: Instant };
