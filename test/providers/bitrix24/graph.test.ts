import { type ExecutionResult, isObjectType } from 'graphql';
import { ANYBODY } from '../../../src/domain/caller.ts';
import type { VendorFilter } from '../../../src/domain/call-filter.ts';
import { describe, expect, it } from 'vitest';
import type { CallSession } from '../../../src/domain/call-session.ts';
import type { GraphContext } from '../../../src/graph/context.ts';
import { vendorGraphOf } from '../../../src/graph/vendor-graph.ts';
import { toCallSession } from '../../../src/providers/bitrix24/calls/to-call-session.ts';
import { schema } from '../../../src/schema.ts';
import { executeText } from '../../support/execute.ts';
import { schemaOf } from '../../support/schema-of.ts';
import statisticGet from './fixtures/statistic-get.json' with { type: 'json' };
import { readVendorConditions } from '../../../src/providers/bitrix24/calls/vendor-filter.ts';

const portal = { provider: 'portal', defaultCountry: null, mayFetch: (url: string) => url.includes('//pbx.') };
const callOf = (row: unknown): CallSession => toCallSession(row, portal) as CallSession;

const context: Pick<GraphContext, 'linkTo'> = {
  linkTo: (_provider, key, seconds) => ({
    url: `https://calls.example.com/media/${key.nativeId}?${seconds}`,
    expiresAt: 0,
  }),
};

const vendor = vendorGraphOf('bitrix24')!;
let filters: unknown[] = [];
const questions = schemaOf({
  details: {
    type: 'Bitrix24Call',
    filter: 'Bitrix24CallFilter',
    resolve: (root, { filter }) => {
      if (filter) filters.push(readVendorConditions(filter as VendorFilter) && filter);
      return (root as { call: CallSession }).call;
    },
  },
});

function ask(source: string, row: unknown): Promise<ExecutionResult> {
  filters = [];
  return executeText({
    schema: questions,
    source,
    rootValue: { call: callOf(row) },
    contextValue: { caller: ANYBODY, noteRawRead: () => {}, ...context },
  });
}

describe('the graph of Bitrix24', () => {
  it('shows every field of a documented record, typed', async () => {
    const query = `{ details {
      vendorId portalUserId portalNumber phoneNumber callId externalCallId callCategory callLog callDuration callStartDate
      callRecordUrl callVote cost costCurrency callFailedCode callFailedCodeText callFailedReason crmEntityType
      crmEntityTypeText crmEntityId crmActivityId restAppId restAppName transcriptId transcriptPending
      transcriptPendingText sessionId redialAttempt comment recordDuration recordFileId callType callTypeText
    } }`;
    const { data, errors } = await ask(query, statisticGet.result[1]);
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      details: {
        vendorId: '7',
        portalUserId: '1269',
        portalNumber: '3',
        phoneNumber: '19061234568',
        callId: 'externalCall.716f1cb73def9700a23842adf9c4c568.1773130779',
        externalCallId: null,
        callCategory: 'external',
        callLog: null,
        callDuration: 95,
        callStartDate: '2026-03-10T10:19:38.000Z',
        callRecordUrl: null,
        callVote: 5,
        cost: '0.0000',
        costCurrency: null,
        callFailedCode: 'S_200',
        callFailedCodeText: '200',
        callFailedReason: null,
        crmEntityType: 'CONTACT',
        crmEntityTypeText: 'CONTACT',
        crmEntityId: '797',
        crmActivityId: '7943',
        restAppId: '3',
        restAppName: 'REST API Documentation',
        transcriptId: '1',
        transcriptPending: 'N',
        transcriptPendingText: 'N',
        sessionId: null,
        redialAttempt: null,
        comment: null,
        recordDuration: null,
        recordFileId: '9079',
        callType: 'TYPE_2',
        callTypeText: '2',
      },
    });
  });

  it('has a field for each of the record', () => {
    const type = schema.getType('Bitrix24Call');
    const names = new Set(isObjectType(type) ? Object.keys(type.getFields()) : []);
    const nameOf = (field: string) =>
      field === 'ID' ? 'vendorId' : field.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    expect(Object.keys(statisticGet.result[0]!).filter((field) => !names.has(nameOf(field)))).toEqual([]);
  });

  it('shows a value that is not documented as text, and null for the enum', async () => {
    const row = { ...statisticGet.result[0], CALL_FAILED_CODE: '402-B24', CALL_TYPE: '9' };
    const { data } = await ask('{ details { callFailedCode callFailedCodeText callType callTypeText } }', row);
    expect(data).toEqual({
      details: { callFailedCode: null, callFailedCodeText: '402-B24', callType: null, callTypeText: '9' },
    });
  });

  it('gives a link of its own for a recording link, none to hosts it may not fetch from', async () => {
    const query = '{ details { callRecordUrl } }';
    const [row] = statisticGet.result;
    // The link knows how long the recording plays, or else the call: it has to live through it.
    const linked = { ...row, CALL_RECORD_URL: 'https://pbx.example.com/1.wav?key=k', CALL_DURATION: '7200' };
    for (const [recorded, seconds] of [
      [null, 7200],
      ['5400', 5400],
    ] as const)
      expect((await ask(query, { ...linked, RECORD_DURATION: recorded })).data).toEqual({
        details: { callRecordUrl: `https://calls.example.com/media/link:1?${seconds}` },
      });
    expect((await ask(query, { ...row, CALL_RECORD_URL: 'https://other.example.com/1.wav' })).data).toEqual({
      details: { callRecordUrl: null },
    });
  });

  it('reads its filter: conditions as written', async () => {
    const query = `{ details(filter: {
      callFailedCode: { in: ["603-S", "486"] } callDuration: { gte: 5 } cost: { outside: { min: 1, max: "2.50" } }
      callStartDate: { gte: "2026-04-01T00:00:00+02:00" } id: { eq: 7 }
    }) { vendorId } }`;
    expect((await ask(query, statisticGet.result[0])).errors).toBeUndefined();
    expect(filters).toEqual([
      {
        callFailedCode: { in: ['603-S', '486'] },
        callDuration: { gte: 5 },
        cost: { outside: { min: '1', max: '2.50' } },
        callStartDate: { gte: Date.UTC(2026, 2, 31, 22) },
        id: { eq: '7' },
      },
    ]);
  });

  it.each([
    ['callDuration: { gte: 9, lte: 5 }', /bitrix24\.callDuration/],
    ['cost: { outside: { min: 10, max: 9 } }', /bitrix24\.cost/],
    ['comment: null', /bitrix24\.comment: null/],
    ['callDuration: { gte: 5, lt: null }', /bitrix24\.callDuration\.lt: null/],
    ['comment: { eq: "" }', /bitrix24\.comment\.eq/],
    ['portalUserId: { eq: "me" }', /bitrix24\.portalUserId\.eq/],
  ])('refuses { %s }, naming the place', async (filter, message) => {
    const { errors } = await ask(`{ details(filter: { ${filter} }) { vendorId } }`, statisticGet.result[0]);
    expect(errors?.[0]?.message).toMatch(message);
  });

  it('shows in raw no link that opens something', () => {
    const row = { ...statisticGet.result[0], CALL_RECORD_URL: 'https://pbx.example.com/1.wav?key=secret' };
    expect(vendor.rawOf(callOf(row))).toEqual({
      ...row,
      CALL_LOG: 'https://storage-gw-com-02.voximplant.com/…',
      CALL_RECORD_URL: 'https://pbx.example.com/…',
    });
  });
});
