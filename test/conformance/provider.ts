import { describe } from 'vitest';
import type { ProviderCapabilities } from '../../src/domain/provider.ts';
import { describeErrors } from './errors.ts';
import { describeFilters } from './filters.ts';
import { describeJoins } from './joins.ts';
import { describeLinks } from './links.ts';
import { describeListing } from './listing.ts';
import { describeLookUps } from './look-ups.ts';
import { type StartWorld, type VendorParts, startVendorWorld } from './world.ts';

/** What the suite is told of a provider: how its world starts, and what it declares. */
export type Conformant = { readonly name: string; readonly capabilities?: Partial<ProviderCapabilities> } & (
  VendorParts | { readonly start: StartWorld }
);

/** What every provider promises, each sentence a test. Over real HTTP where the provider has a vendor. */
export function describeProvider(conformant: Conformant): void {
  const isVendor = 'startVendor' in conformant;
  const start: StartWorld = isVendor
    ? (dataSet, count) => startVendorWorld(conformant, dataSet, count)
    : conformant.start;

  describe(conformant.name, () => {
    describeListing(start);
    describeFilters(start);
    describeLookUps(start);
    describeJoins(start, conformant.capabilities ?? {});
    describeLinks(start, conformant.capabilities ?? {});
    if (isVendor) describeErrors(start);
  });
}
