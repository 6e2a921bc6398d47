import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACE_SELECTION } from '../../src/domain/call-selection.ts';
import { type ProviderCapabilities, type ProviderTraits, capabilitiesOf } from '../../src/domain/provider.ts';
import type { StartWorld, World } from './world.ts';

const OPTIONAL_MEMBERS = [
  'getLegs',
  'getRecordings',
  'getTranscripts',
  'getCosts',
  'getQueues',
  'listQueues',
  'listLines',
  'openMedia',
  'linkedCalls',
  'offsetOrders',
  'externalCalls',
] as const;

/** A member of the port that is there, or not there. */
export type OptionalMember = (typeof OPTIONAL_MEMBERS)[number];

/** What a provider has and is. */
export function describeMembers(
  start: StartWorld,
  has: ReadonlySet<OptionalMember>,
  declared: Partial<ProviderCapabilities & ProviderTraits>,
): void {
  describe('what it has', () => {
    let world: World;
    beforeAll(async () => {
      world = await start('even', 10);
    });
    afterAll(() => world.close());

    it('has the optional members that are declared here, and no others', () => {
      const provider = world.createProvider();
      expect(new Set(OPTIONAL_MEMBERS.filter((member) => provider[member] !== undefined))).toEqual(has);
    });

    it('publishes capabilities that say the same', () => {
      const provider = world.createProvider();
      const capabilities = capabilitiesOf(provider);
      expect({ ...provider.traits, ...capabilities }).toMatchObject(declared);
      expect(capabilities).toMatchObject({
        hasLegs: has.has('getLegs'),
        hasQueues: has.has('getQueues'),
        hasRecordings: has.has('getRecordings'),
        canFinishExternalCalls: has.has('externalCalls'),
      });
      expect(has.has('listQueues')).toBe(has.has('getQueues'));
      expect(capabilities.orderFields.length > 1).toBe(has.has('offsetOrders'));
      expect(new Set(capabilities.filters).size).toBe(capabilities.filters.length);
    });

    it('pages by offset in its questions exactly where it names orders of its own', () => {
      const question = world.createProvider().prepare({}, PLACE_SELECTION);
      expect(question.listByOffset !== undefined).toBe(has.has('offsetOrders'));
    });
  });
}
