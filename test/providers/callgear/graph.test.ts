import { type GraphQLObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../../src/domain/caller.ts';
import { FULL_SELECTION } from '../../../src/domain/call-selection.ts';
import type { CallSession } from '../../../src/domain/call-session.ts';
import { vendorGraphOf } from '../../../src/graph/vendor-graph.ts';
import { wallClockOf } from '../../../src/time/wall-clock.ts';
import { toCallSession } from '../../../src/providers/callgear/calls/to-call-session.ts';
import { schema } from '../../../src/schema.ts';
import { execute } from '../../support/execute.ts';
import { schemaOf } from '../../support/schema-of.ts';

// Invented values in the shape of the vendor's page, which shows a structure and no values.
import example from './fixtures/every-column.json' with { type: 'json' };
import { compileVendorFilter } from '../../../src/providers/callgear/calls/vendor-filter.ts';
const graph = vendorGraphOf('callgear')!;
const call = toCallSession(example, {
  provider: 'tracking',
  zone: wallClockOf('Europe/Moscow'),
  defaultCountry: null,
  selection: FULL_SELECTION,
}) as CallSession;
type Described = { readonly name: string; readonly description?: string | null | undefined };
const questions = schemaOf({ details: { type: 'CallgearCall', resolve: () => call } });
async function read(selection: string): Promise<Record<string, unknown>> {
  const contextValue = {
    ...{ caller: ANYBODY, noteRawRead: () => {} },
    linkTo: (_key: string, media: { nativeId: string }, seconds: number) => ({
      url: `https://here/${media.nativeId}/${seconds} s`,
    }),
  };
  const result = await execute({ schema: questions, document: parse(`{ details { ${selection} } }`), contextValue });
  expect(result.errors).toBeUndefined();
  return (result.data as { details: Record<string, unknown> }).details;
}
describe('the details of a CallGear call', () => {
  it('have a field for every column of the report', () => {
    const fields = Object.keys((schema.getType('CallgearCall') as GraphQLObjectType).getFields());
    const nameOf = (column: string) =>
      column === 'id' ? 'vendorId' : column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    for (const column of Object.keys(example)) expect(fields).toContain(nameOf(column));
  });
  it('are described, each of them', () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!type.name.startsWith('Callgear')) continue;
      expect(type.description, type.name).toMatch(/\w/);
      const members: readonly Described[] = [
        ...('getFields' in type
          ? Object.values<Described>(type.getFields() as object as Record<string, Described>)
          : []),
        ...('getValues' in type ? type.getValues() : []),
      ];
      for (const member of members) expect(member.description, `${type.name}.${member.name}`).toMatch(/\w/);
    }
  });
  it('are typed: ids as text, enums, times of the account in UTC, sums exact', async () => {
    const fields =
      'vendorId finishReason finishReasonText direction visitorType visitorTypeText saleDate saleCost visitorId isLost talkDuration';
    expect(await read(fields)).toEqual({
      vendorId: '9007199254740993',
      finishReason: 'OPERATOR_DISCONNECTS',
      finishReasonText: 'operator_disconnects',
      direction: 'IN',
      visitorType: null,
      visitorTypeText: 'Новый',
      saleDate: '2026-03-04T08:00:00.000Z',
      saleCost: '1250.50',
      visitorId: '90000000001',
      isLost: false,
      talkDuration: 105,
    });
  });

  it('hold nested records as objects', async () => {
    const nested =
      'tags { tagId tagName tagType tagChangeTime } employees { employeeId isAnswered isTalked } segments { segmentId } ' +
      'visitorCustomProperties { propertyName propertyValue } scenarioOperations { vendorId name } attributes attributesText';
    expect(await read(nested)).toEqual({
      tags: [{ tagId: '6601', tagName: 'Invoice', tagType: 'MANUAL', tagChangeTime: '2026-03-02T10:00:00.000Z' }],
      employees: [
        { employeeId: '391018', isAnswered: true, isTalked: true },
        { employeeId: '391018', isAnswered: false, isTalked: null },
      ],
      segments: [{ segmentId: '1201' }],
      visitorCustomProperties: [{ propertyName: 'plan', propertyValue: 'gold' }],
      scenarioOperations: [{ vendorId: '9100', name: 'Greeting' }],
      attributes: ['FIRST', 'OFF_TARGET'],
      attributesText: ['first', 'off-target', 'brand-new'],
    });
  });

  it('show no more of a record than opens nothing', async () => {
    const shown = await read('callRecords voiceMailRecords wavCallRecords fullRecordFileLink');
    expect(shown).toEqual({
      callRecords: ['0f3c1e9a'],
      voiceMailRecords: [],
      wavCallRecords: ['7be2d1c0'],
      fullRecordFileLink: 'https://here/9007199254740993.full.5a6b7c8d/114 s',
    });
    const raw = JSON.stringify(graph.rawOf(call));
    for (const record of ['0f3c1e9a5b7d42648c10aa2be4d97f31', '7be2d1c04a96f58e3d20917fbc6a4e05', 'media.callgear.com'])
      expect(raw).not.toContain(record);
    expect(graph.rawOf(call)).toMatchObject({
      call_records: ['0f3c1e9a'],
      full_record_file_link: true,
      finish_reason: 'operator_disconnects',
    });
  });

  it('name each reason of the seed with its description', () => {
    const type = schema.getType('CallgearFinishReason')!;
    const values = 'getValues' in type ? type.getValues() : [];
    expect(values).toHaveLength(64);
    expect(values.find(({ name }) => name === 'API_IP_NOW_ALLOWED')?.description).toBe(
      'IP address is not in the whitelist.',
    );
  });
});

describe('the filter of CallGear in the graph', () => {
  it('has a field for every column the vendor filters by, and nests', () => {
    const type = schema.getType('CallgearCallFilter')!;
    const fields = 'getFields' in type ? Object.keys(type.getFields()) : [];
    expect(fields).toEqual(
      expect.arrayContaining(['and', 'or', 'finishReason', 'saleCost', 'tags', 'extId', 'includeOngoingCalls']),
    );
    for (const closed of ['startTime', 'finishTime', 'callRecords', 'ymclid']) expect(fields).not.toContain(closed);
  });

  it('refuses a range whose end lies before its start', () => {
    expect(() => compileVendorFilter({ totalDuration: { gte: 60, lte: 10 } })).toThrow(
      expect.objectContaining({ code: 'BAD_FILTER' }),
    );
  });
});
