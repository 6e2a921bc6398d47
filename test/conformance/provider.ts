import { describe } from 'vitest';
import type { ProviderCapabilities, ProviderTraits } from '../../src/domain/provider.ts';
import { describeErrors } from './errors.ts';
import { describeFilters } from './filters.ts';
import { describeJoins } from './joins.ts';
import { describeLinks } from './links.ts';
import { describeListing } from './listing.ts';
import { type VendorFilters, describeMatches } from './matches.ts';
import { describeLookUps } from './look-ups.ts';
import { type OptionalMember, describeMembers } from './members.ts';
import { describeTranscripts } from './transcripts.ts';
import { type StartWorld, type VendorParts, startVendorWorld } from './world.ts';

/** What the suite is told of a provider: how its world starts, and what it has and is. */
export type Conformant = {
  readonly name: string;
  /** Every optional member of the port that it has: these decide which sentences are tested. */
  readonly has: readonly OptionalMember[];
  /** The vendor's own filter, where it has one. */
  readonly filters?: VendorFilters;
  readonly is?: Partial<ProviderCapabilities & ProviderTraits>;
  /** Puts something over each world; its providers no longer fail with their vendor when they need it less. */
  readonly over?: { readonly start: (start: StartWorld) => StartWorld; readonly needsVendor: boolean };
} & (VendorParts | { readonly start: StartWorld });

/** What every provider promises, each sentence a test. Over real HTTP where the provider has a vendor. */
export function describeProvider(conformant: Conformant): void {
  const isVendor = 'startVendor' in conformant;
  const bare: StartWorld = isVendor
    ? (dataSet, count) => startVendorWorld(conformant, dataSet, count)
    : conformant.start;
  const start = conformant.over?.start(bare) ?? bare;
  const has = new Set(conformant.has);

  describe(conformant.name, () => {
    describeMembers(start, has, conformant.is ?? {});
    describeListing(start);
    describeFilters(start, has);
    describeMatches(start, conformant.filters);
    describeLookUps(start);
    describeJoins(start, has);
    if (isVendor && has.has('getTranscripts') && conformant.over?.needsVendor !== false) describeTranscripts(start);
    if (has.has('linkedCalls')) describeLinks(start);
    if (isVendor && conformant.over?.needsVendor !== false) describeErrors(start);
  });
}
