import fc from 'fast-check';
import { listOf, recordOf, textOrNull } from '../../../src/transport/read-wire.ts';
import { rowOf } from '../../../src/providers/zoom-contact-center/calls/row.ts';
import { ZOOM_PARAMETERS } from '../../../src/providers/zoom-contact-center/calls/vendor-filter.ts';
import { type VendorFilters, some } from '../../conformance/matches.ts';

/** Every parameter, with what rows have. */
export const ZOOM_FILTERS: VendorFilters = {
  arbitrary(calls) {
    const rows = calls.map(rowOf);
    const partsOf = (list: string, field: string) =>
      rows.flatMap((row) => listOf(row[list]).flatMap((part) => recordOf(part)[field] as string | string[]));
    const values: Readonly<Record<string, readonly string[]>> = {
      consumerNumber: rows.flatMap((row) => textOrNull(row.consumer_number) ?? []),
      engagementId: rows.flatMap((row) => textOrNull(row.engagement_id) ?? []),
      userIds: [...partsOf('agents', 'user_id'), 'nobody'],
      queueIds: partsOf('queues', 'queue_id'),
      ccQueueIds: [...partsOf('queues', 'cc_queue_id'), 'no-queue'],
      countryIsoCodes: ['GB', 'US'],
      regionIds: ['1'],
      regionNames: partsOf('agents', 'user_region'),
      teamIds: partsOf('agents', 'team_ids'),
      teamNames: partsOf('agents', 'team_names'),
    };
    const parameter = fc.constantFrom(...Object.keys(ZOOM_PARAMETERS)).chain((name) => {
      const { isList, values: known } = ZOOM_PARAMETERS[name]!;
      const options = [...new Set(known ?? values[name])].slice(0, 30);
      const operand: fc.Arbitrary<unknown> = isList === true ? some(options) : fc.constantFrom(...options);
      return operand.map((each): [string, unknown] => [name, each]);
    });
    const noQueue = fc.boolean().map((each): [string, unknown] => ['hasNoQueue', each]);
    return fc
      .array(fc.oneof({ arbitrary: parameter, weight: 6 }, { arbitrary: noQueue, weight: 1 }), {
        minLength: 1,
        maxLength: 2,
      })
      .map((parameters) => Object.fromEntries(parameters));
  },
};
