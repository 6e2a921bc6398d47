import type { GraphQLObjectType } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { ANYBODY } from '../../../src/domain/caller.ts';
import { ROW_SELECTION, withFields } from '../../../src/domain/call-selection.ts';
import { createDeadlines } from '../../../src/loaders/create-deadlines.ts';
import type { MediaKey } from '../../../src/domain/media.ts';
import { vendorGraphOf } from '../../../src/graph/vendor-graph.ts';
import { schema } from '../../../src/schema.ts';
import { LAST_MONTH, listAll, valueOf } from '../../conformance/read-list.ts';
import { executeText } from '../../support/execute.ts';
import { schemaOf } from '../../support/schema-of.ts';
import recording from './fixtures/recording.json' with { type: 'json' };
import simple from './fixtures/voice-call.json' with { type: 'json' };
import transferred from './fixtures/voice-call-with-legs.json' with { type: 'json' };
import { type Desk, startDesk } from './start-desk.ts';
import { readZoomFilter } from '../../../src/providers/zoom-contact-center/calls/vendor-filter.ts';

const zoom = vendorGraphOf('zoom-contact-center')!;
const state: { root: Record<string, unknown> } = { root: {} };
const questions = schemaOf({
  call: { type: 'ZoomVoiceCall', resolve: () => state.root.call },
  leg: { type: 'ZoomLeg', resolve: () => state.root.leg },
  recording: { type: 'ZoomRecording', resolve: () => state.root.recording },
  filtered: { filter: 'ZoomContactCenterCallFilter' },
});

let desk: Desk | undefined;
afterEach(() => desk?.close());

describe('the graph of Zoom Contact Center', () => {
  it.each([
    ['ZoomVoiceCall', { ...simple.row, voice_call_details: [] }],
    ['ZoomLeg', transferred.row.voice_call_details[0]],
    ['ZoomRecording', recording.row],
    ['ZoomAgent', simple.row.agents[0]],
    ['ZoomQueue', simple.row.queues[0]],
    ['ZoomFlow', simple.row.flows[0]],
    ['ZoomSessionBorderController', simple.row.session_border_controller_list[0]],
    ['ZoomRecordingConsumer', recording.row.consumers[0]],
  ])("%s has every field of the vendor's record, by the vendor's name", (name, row) => {
    const type = schema.getType(name) as GraphQLObjectType;
    const fields = Object.keys(type.getFields());
    expect(fields).toEqual(expect.arrayContaining(Object.keys(row!).map(toCamelCase)));
    for (const field of Object.values(type.getFields())) expect(field.description).toMatch(/\w/);
  });

  it('filters by every parameter that narrows the list, and by having no queue', () => {
    const type = schema.getType('ZoomContactCenterCallFilter') as GraphQLObjectType;
    const parameters = [
      'types',
      'sub_types',
      'distribution',
      'consumer_number',
      'direction',
      'user_ids',
      'engagement_id',
      'queue_ids',
      'cc_queue_ids',
      'country_iso_codes',
      'number_types',
      'region_ids',
      'region_names',
      'team_ids',
      'team_names',
      'has_no_queue',
    ];
    expect(Object.keys(type.getFields()).sort()).toEqual(parameters.map(toCamelCase).sort());
  });

  it('reads values as sent, times as instants, links as ours', async () => {
    desk = await startDesk();
    const calls = await listAll(desk.provider, { range: LAST_MONTH, selection: withFields(ROW_SELECTION, ['legs']) });
    const call = calls.find((candidate) => candidate.recordings === undefined && candidate.queues!.length > 0)!;
    const [slot] = await desk.provider.getRecordings!([call], new AbortController().signal);
    const [first] = valueOf(slot)!;
    state.root = { call, leg: call.legs![0], recording: first };
    const row = call.row as Record<string, unknown>;
    const { data, errors } = await ask(
      `{ call { engagementId startTime totalDuration types charge queues { ccQueueId } agents { userId teamNames }
                voiceCallDetails { callLeg queue { queueName } } sessionBorderControllerList { consumerZoomTrunkName } }
         leg { engagementId rate } recording { recordingId downloadUrl playbackUrl consumers { consumerNumber } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      call: {
        engagementId: call.nativeId,
        startTime: new Date(call.startedAt).toISOString(),
        totalDuration: row.total_duration,
        types: row.types,
        charge: row.charge,
        queues: [{ ccQueueId: call.queues![0]!.nativeId }],
        voiceCallDetails: call.legs!.map(() => ({ callLeg: row.direction })),
        sessionBorderControllerList: null,
      },
      leg: { engagementId: call.nativeId },
      recording: { recordingId: first!.nativeId, downloadUrl: `https://ours.example/recording/${first!.nativeId}` },
    });
    for (const secret of desk.vendor.secrets) expect(JSON.stringify([data, zoom.rawOf(call)])).not.toContain(secret);
  });

  it('asks for the engagement where it is selected, and only there', async () => {
    desk = await startDesk();
    const [call] = await listAll(desk.provider, { range: LAST_MONTH });
    state.root = { call };
    await ask('{ call { engagementId result } }');
    expect(desk.count('engagement')).toBe(0);
    const { data } = await ask(
      '{ call { engagement { talkDuration waitingDuration notes { note } events { eventType } } } }',
    );
    expect(desk.count('engagement')).toBe(1);
    const { talkDuration, waitingDuration } = (data as { call: { engagement: Record<string, number> } }).call
      .engagement;
    expect(talkDuration! + waitingDuration!).toBeLessThanOrEqual(call!.durationSeconds!);
  });

  it('gives raw as sent', () => {
    const row = { ...simple.row, download_url: 'https://zoom.us/door' };
    expect(zoom.rawOf({ row } as never)).toEqual(simple.row);
  });

  it('refuses a value that Zoom does not know before anything is sent', () => {
    expect(() => readZoomFilter({ types: ['fax'] })).toThrow(/external_call/);
    expect(() => readZoomFilter({ direction: null })).toThrow(/zoomContactCenter\.direction: null/);
    expect(readZoomFilter({ types: ['external_call'] }).lists).toEqual({ types: ['external_call'] });
  });
});

const toCamelCase = (name: string): string => name.replace(/_(\w)/g, (_match, letter: string) => letter.toUpperCase());

const ask = (source: string) =>
  executeText({
    schema: questions,
    source,
    contextValue: {
      ...{ caller: ANYBODY, noteRawRead: () => {} },
      providers: new Map(desk ? [[desk.provider.key, desk.provider]] : []),
      deadlines: createDeadlines(),
      signal: new AbortController().signal,
      linkTo: (_provider: string, key: MediaKey) => ({
        url: `https://ours.example/${key.kind}/${key.nativeId}`,
        expiresAt: 0,
      }),
    },
  });
