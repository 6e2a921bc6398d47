import { type GraphQLObjectType, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { ANYBODY } from '../../../src/domain/caller.ts';
import type { MediaKey } from '../../../src/domain/media.ts';
import { createWallClock } from '../../../src/time/wall-clock.ts';
import { vendorGraphOf } from '../../../src/graph/vendor-graph.ts';
import { NO_USERS } from '../../../src/providers/voximplant/calls/row.ts';
import { toCallSession } from '../../../src/providers/voximplant/calls/to-call-session.ts';
import { schema } from '../../../src/schema.ts';
import { execute } from '../../support/execute.ts';
import { schemaOf } from '../../support/schema-of.ts';

// The example of the vendor's reference page.
import example from './fixtures/reference-example.json' with { type: 'json' };
import { readVendorFilter } from '../../../src/providers/voximplant/calls/vendor-filter.ts';

const graph = vendorGraphOf('voximplant')!;
const row = example.result[0]!;
const call = toCallSession(
  row,
  { provider: 'pbx', clock: createWallClock('Etc/GMT'), currency: null, defaultCountry: null, findUser: NO_USERS },
  new Set(['agents', 'legs', 'recordings', 'cost'] as const),
)!;

const questions = schemaOf({
  details: { type: 'VoximplantSession', resolve: () => call },
  filter: { filter: 'VoximplantCallFilter' },
});

async function read(selection: string): Promise<Record<string, unknown>> {
  const contextValue = {
    ...{ caller: ANYBODY, noteRawRead: () => {} },
    linkTo: (provider: string, { kind, nativeId, session }: MediaKey, seconds: number | null = null) => ({
      url: `https://here/${provider}/${session.nativeId}/${kind}/${nativeId}${seconds === null ? '' : `/${seconds} s`}`,
    }),
  };
  const result = await execute({ schema: questions, document: parse(`{ details { ${selection} } }`), contextValue });
  expect(result.errors).toBeUndefined();
  return (result.data as { details: Record<string, unknown> }).details;
}

const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const fieldsOf = (type: string) => Object.keys((schema.getType(type) as GraphQLObjectType).getFields());

describe('the details of a Voximplant session', () => {
  it.each([
    ['VoximplantSession', row],
    ['VoximplantCall', row.calls[0]!],
    ['VoximplantEndReason', row.calls[0]!.end_reason],
    ['VoximplantRecord', row.records[0]!],
    ['VoximplantResourceUsage', row.other_resource_usage[0]!],
  ])('have a field of %s for every key of the example', (type, sent) => {
    expect(
      Object.keys(sent)
        .map(camel)
        .filter((name) => !fieldsOf(type).includes(name)),
    ).toEqual([]);
  });

  it('are described, each of them', () => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!type.name.startsWith('Voximplant')) continue;
      expect(type.description, type.name).toMatch(/\w/);
      const members = Object.values((type as GraphQLObjectType).getFields());
      for (const member of members) expect(member.description, `${type.name}.${member.name}`).toMatch(/\w/);
    }
  });

  it('are typed: ids as text, dates as moments, costs exact', async () => {
    const fields =
      'callSessionHistoryId accountId userId startDate duration finishReason active ' +
      'calls { callId startTime incoming cost endReason { code details } direction diversionNumber } ' +
      'records { recordId fileSize isRemoved expirationDate mediaParameters { audioCodec container } } ' +
      'otherResourceUsage { resourceUsageId resourceType cost usedAt resourceQuantity }';
    const details = await read(fields);
    expect(details).toMatchObject({
      callSessionHistoryId: '4202753936',
      accountId: '4714487',
      userId: null,
      startDate: '2024-05-29T15:05:26.000Z',
      duration: 6,
      finishReason: 'Normal termination',
      active: false,
      calls: [
        {
          callId: '4202571214',
          startTime: '2024-05-29T15:05:27.000Z',
          incoming: true,
          cost: '0.530625',
          endReason: { code: 200, details: 'Normal call clearing' },
          direction: 'All numbers',
          diversionNumber: null,
        },
      ],
      records: [
        {
          recordId: '4202252234',
          fileSize: 0,
          isRemoved: false,
          expirationDate: '2024-08-27T00:00:00.000Z',
          mediaParameters: { audioCodec: 'mp3', container: 'mp3' },
        },
      ],
    });
    expect(details['otherResourceUsage']).toMatchObject([
      { resourceType: 'TTS_SMARTSPEECH', cost: '0.0096', usedAt: '2024-05-29T15:05:27.000Z', resourceQuantity: 36 },
      { resourceType: 'TRANSCRIPTION', cost: '0.108' },
    ]);
  });

  it("turn the vendor's links into our own, for as long as a recording is", async () => {
    expect(await read('logFileUrl calls { recordUrl } records { recordUrl transcriptionUrl }')).toEqual({
      logFileUrl: 'https://here/pbx/4202753936/log/4202753936',
      calls: [{ recordUrl: 'https://here/pbx/4202753936/recording/4124252234/6 s' }],
      records: [
        {
          recordUrl: 'https://here/pbx/4202753936/recording/4202252234/5 s',
          transcriptionUrl: 'https://here/pbx/4202753936/transcript/4202252234',
        },
      ],
    });
  });

  it('show the row as sent but for its links', () => {
    const raw = JSON.stringify(graph.rawOf(call));
    expect(raw).not.toMatch(/https?:/);
    expect(JSON.parse(raw)).toMatchObject({ finish_reason: 'Normal termination', records: [{ record_url: null }] });
  });
});

describe('the filter of Voximplant', () => {
  it('has every parameter of GetCallHistory that narrows it', () => {
    expect(fieldsOf('VoximplantCallFilter').sort()).toEqual([
      'applicationId',
      'applicationName',
      'callSessionHistoryCustomData',
      'callSessionHistoryId',
      'childAccountId',
      'childrenCallsOnly',
      'localNumber',
      'remoteNumber',
      'remoteNumberList',
      'ruleName',
      'userId',
    ]);
  });

  it('refuses what the vendor would ignore', () => {
    expect(() => readVendorFilter({ ruleName: 'incoming' })).toThrow(/ignores a rule without/);
    expect(readVendorFilter({ ruleName: 'incoming', applicationId: '7' })).toEqual({
      ruleName: 'incoming',
      applicationId: '7',
    });
  });
});
