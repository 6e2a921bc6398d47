import { DEMO_AGENTS } from '../call-source.ts';
import { idOf } from './directory.ts';
import { refuse } from './refusals.ts';
import { writeTime } from './time-text.ts';
import type { KnownCall } from './voice-call-book.ts';
import type { DemoReply } from '../demo-http.ts';

/** Answers GET /contact_center/engagements/{engagementId}. */
export function showEngagement(engagementId: string, known: KnownCall | null): DemoReply {
  if (!known) return refuse(404, 2901, `Engagement does not exist: ${engagementId}.`);
  const { voiceCall, call } = known;
  const { fields, startedAt, endedAt } = voiceCall;
  const agents = call?.agent == null ? [] : [call.agent, ...(call.transferredTo === null ? [] : [call.transferredTo])];
  return {
    body: {
      engagement_id: voiceCall.engagementId,
      start_time: writeTime(startedAt, 0),
      end_time: writeTime(endedAt, 0),
      duration: (endedAt - startedAt) / 1000,
      direction: fields.direction,
      channels: [{ channel: 'voice', channel_source: 'phone' }],
      consumers: [
        {
          consumer_id: idOf(`consumer ${String(fields.consumer_number)}`),
          consumer_display_name: fields.consumer_display_name ?? '',
          consumer_number: fields.consumer_number ?? '',
        },
      ],
      flows: Array.isArray(fields.flows) ? fields.flows.map((flow: object) => ({ ...flow, flow_version: '3' })) : [],
      queues: fields.queues ?? [],
      agents: agents.map((index) => ({
        user_id: idOf(`user ${index}`),
        display_name: DEMO_AGENTS[index]?.name ?? null,
      })),
      queue_wait_type: 'live_waiting',
      talk_duration: call?.talkSeconds ?? 0,
      flow_duration: 1,
      waiting_duration: call?.waitSeconds ?? 0,
      handling_duration: (call?.talkSeconds ?? 0) + (agents.length > 0 ? 12 : 0),
      wrap_up_duration: agents.length > 0 ? 12 : 0,
      voice_mail: call?.outcome === 'VOICEMAIL' ? 1 : 0,
      dispositions: call?.rating == null ? [] : [{ disposition_id: idOf('resolved'), disposition_name: 'Resolved' }],
      notes:
        call?.note == null
          ? []
          : [
              {
                user_id: idOf(`user ${call.agent ?? 0}`),
                note_id: idOf(`note ${call.index}`),
                note: call.note,
                last_modified_time: writeTime(endedAt + 60_000, 0),
              },
            ],
      events: [
        { start_time: writeTime(startedAt, 0), duration: call?.waitSeconds ?? 0, event_type: 'Engagement Started' },
        ...agents.map((index) => ({
          start_time: writeTime(startedAt, 0),
          duration: call?.waitSeconds ?? 0,
          event_type: 'Agent Ringing',
          direction: fields.direction,
          user_id: idOf(`user ${index}`),
          user_display_name: DEMO_AGENTS[index]?.name ?? '',
          accept_type: 'manual',
        })),
      ],
      survey_id: '',
    },
  };
}
