import type { Instant } from '../../../time/instant.ts';
import type { TimeRange } from '../../../time/time-range.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpStream } from '../../../transport/http.ts';
import type { FileRequest } from '../../../transport/file-hosts.ts';
import type { Rate } from '../../../transport/rate.ts';
import { countOrNull, textOrNull } from '../../../transport/read-wire.ts';
import { type Question, type Vendor, createConnection, createTokenSend, rememberedOf } from '../../connection/index.ts';
import type { ReadFile } from '../../connection/read-file.ts';
import { createMediaHosts } from '../../media-hosts.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import { createVendorWords } from '../../vendor-words.ts';
import { withFileToken } from '../../with-file-token.ts';
import { type ZoomContactCenterSettings, identityOf } from '../settings.ts';
import { createAccessToken } from './access-token.ts';
import { type HeavyDay, createHeavyDay } from './heavy-day.ts';
import { type Answer, readAnswer } from './read-answer.ts';
import { toError, toShapeError } from './to-error.ts';
import type { EngagementRow, Page, Parameters } from './wire.ts';

/** One function for each endpoint we use. */
export type Client = ReturnType<typeof createClient>;

/** A refusal of ids that a filter names: as Zoom words it, and as that may be shown. */
export type UnknownIds = { readonly unknown: string; readonly said: string };

type Asked = Question & { readonly path: string; readonly parameters: Parameters };

/** Fewer at a time than connections, since "too many concurrent requests" is a refusal, too. */
const REQUESTS_AT_ONCE = 8;
/** Where recordings lie, unless the settings name other hosts. */
const CLOUD = ['*.zoom.us'];
/** What files draw from: no limit of theirs is published. */
const FILES = 'files';

/** Makes the client of one account. */
export function createClient(settings: ZoomContactCenterSettings, tools: ProviderTools) {
  const { baseUrl, mediaHosts = CLOUD, mediaTokenHosts } = settings;
  const base = baseUrl.replace(/\/$/, '');
  const hosts = createMediaHosts({ baseUrl, cloud: CLOUD, mediaHosts, mediaTokenHosts });
  let tokensSeen: readonly string[] = [];
  const secrets = () => [settings.clientSecret, ...tokensSeen];
  const names = {
    name: 'Zoom',
    limitOf: (label: string) => `the account's rate limit for ${label} requests`,
    hostsSetting: 'mediaHosts',
  };
  const tokens = createAccessToken(settings, createTokenSend(settings.id, names, tools), {
    now: tools.now,
    words: createVendorWords(secrets),
    shared: tools.shared?.token(settings.clientSecret) ?? null,
    noteToken(token) {
      // A token that has just been replaced may still be on its way.
      tokensSeen = [token, ...tokensSeen].slice(0, 2);
    },
  });
  const account = identityOf(settings);
  const heavyDay = rememberedOf(
    'zoom-contact-center',
    account,
    tools,
  )('heavy day', (before: HeavyDay | null) => createHeavyDay(settings.plan, tools.now, before));
  const vendor: Vendor<Asked, Answer> = {
    ...names,
    secrets,
    account,
    limits: { rates: { ...ratesOf(settings.plan), [FILES]: null }, atOnce: REQUESTS_AT_ONCE },
    identityOf: ({ path, parameters }) => JSON.stringify([path, parameters]),
    prepare: (signal) => tokens.get(signal),
    async authorise({ path, parameters }, signal) {
      const token = await tokens.get(signal);
      const query = new URLSearchParams(parameters).toString();
      return {
        method: 'GET',
        url: `${base}${path}${query === '' ? '' : `?${query}`}`,
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
        token,
      };
    },
    renew(refusal, { token }, before) {
      const isRefused = refusal instanceof ProviderError && refusal.kind === 'unauthorized';
      if (token === null || !isRefused || before.length > 0) return false;
      tokens.invalidate(token);
      return true;
    },
    read(response, question, notes) {
      if (question.budget === 'heavy') heavyDay.note();
      return readAnswer(response, question, notes, {
        provider: settings.id,
        now: tools.now(),
        noteDayIsSpent: () => heavyDay.noteRefusal(),
      });
    },
  };
  const connection = createConnection(settings, vendor, tools);

  /** Asks once. What is not there is a refusal, and an answer where Zoom says so with one of these codes. */
  const get = async (asked: Omit<Asked, 'purpose'>, signal: AbortSignal, missing: readonly string[] = []) => {
    const answer = await connection.ask({ ...asked, purpose: 'read' }, signal);
    const { status, code, message } = answer;
    if (status === 404 && !missing.includes(code ?? ''))
      throw toError({ provider: settings.id, operation: asked.operation, status, code, message });
    return answer;
  };

  const list =
    (label: Label, path: string, rows: string) =>
    async (parameters: Parameters, signal: AbortSignal): Promise<Page> => {
      const operation = `GET ${path}`;
      const answer = await get({ operation, budget: label, path, parameters }, signal);
      return readPage(answer, rows, operation, settings.id);
    };
  /** Finds by id: `key` is a field that its record must have. */
  const find =
    (path: string, { idName, key, missing }: { idName: string; key: string; missing: readonly string[] }) =>
    async (id: string, signal: AbortSignal): Promise<EngagementRow | null> => {
      const operation = `GET ${path}/{${idName}}`;
      const asked = { operation, budget: 'light', path: `${path}/${encodeURIComponent(id)}`, parameters: {} };
      const answer = await get(asked, signal, missing);
      if (answer.status === 404) return null;
      if (textOrNull(answer.body[key]) === null) throw toShapeError(settings.id, operation, key);
      answer.exchange.rows = 1;
      return answer.body;
    };

  const openWithToken = withFileToken(hosts, {
    get: (signal) => tokens.get(signal),
    replace(token, status) {
      if (status === 401) tokens.invalidate(token);
      return status === 401;
    },
  });

  return {
    /** A page of the voice call log, or what Zoom says of ids that a filter names and it does not know. */
    async listVoiceCalls(parameters: Parameters, signal: AbortSignal): Promise<Page | UnknownIds> {
      const path = '/contact_center/voice_calls';
      const operation = `GET ${path}`;
      const answer = await get({ operation, budget: 'heavy', path, parameters }, signal, ['1001', '1201']);
      if (answer.status === 404) return { unknown: textOrNull(answer.body.message) ?? '', said: answer.message ?? '' };
      return readPage(answer, 'voice_calls', operation, settings.id);
    },
    getEngagement: find('/contact_center/engagements', {
      idName: 'engagementId',
      key: 'engagement_id',
      missing: ['2901'],
    }),
    listRecordings: list('medium', '/contact_center/recordings', 'recordings'),
    /** Recordings of one engagement; one answer stands for "none" and for "not to be seen": no rows. */
    async listEngagementRecordings(engagementId: string, parameters: Parameters, signal: AbortSignal): Promise<Page> {
      const path = `/contact_center/engagements/${encodeURIComponent(engagementId)}/recordings`;
      const operation = 'GET /contact_center/engagements/{engagementId}/recordings';
      // No recordings, or no engagement.
      const answer = await get({ operation, budget: 'medium', path, parameters }, signal, ['2805', '2901']);
      if (answer.status === 404) return { rows: [], nextPageToken: '', total: 0 };
      return readPage(answer, 'recordings', operation, settings.id);
    },
    listUsers: list('medium', '/contact_center/users', 'users'),
    getUser: find('/contact_center/users', { idName: 'userId', key: 'user_id', missing: ['300', '1001'] }),
    listQueues: list('medium', '/contact_center/queues', 'queues'),
    getQueue: find('/contact_center/queues', { idName: 'queueId', key: 'queue_name', missing: ['1201'] }),
    /** Opens bytes, with the token where it belongs, as long as their links stay on the hosts. */
    openFile: (file: FileRequest, signal: AbortSignal): Promise<HttpStream> =>
      connection.openFile(file, hosts, signal, openWithToken),
    /** Reads a small file, likewise. */
    readFile: (file: FileRequest, mostBytes: number, signal: AbortSignal): Promise<ReadFile> =>
      connection.readFile({ ...file, mostBytes, budget: FILES }, hosts, signal, openWithToken),
    status: () => connection.status(),
    dayLimit: () => heavyDay.left(),
  };
}

/** An instant as a question spells it. "Z" would be read as a letter, in a zone nobody knows: only "+00:00" is UTC. */
const toTimeText = (instant: Instant): string => new Date(instant).toISOString().replace(/\.\d{3}Z$/, '+00:00');

/** A window as a question spells it; Zoom includes both of its ends. */
export const toWindow = ({ from, to }: TimeRange): Parameters => ({ from: toTimeText(from), to: toTimeText(to) });

function readPage({ body, exchange }: Answer, rowsName: string, operation: string, provider: string): Page {
  const rows: unknown = body[rowsName];
  if (!Array.isArray(rows)) throw toShapeError(provider, operation, rowsName);
  exchange.rows = rows.length;
  return { rows, nextPageToken: textOrNull(body.next_page_token) ?? '', total: countOrNull(body.total_records) };
}

/** How much a question weighs: each label has its own limit per second, heavy ones also one a day. */
export type Label = 'light' | 'medium' | 'heavy';

/** Requests per second by plan and label. */
const PER_SECOND = {
  pro: { light: 20, medium: 10, heavy: 5 },
  business: { light: 40, medium: 20, heavy: 10 },
} as const;

/**
 * Zoom counts by seconds of its own, and a request is a while on its way: no stretch of this length may hold more than
 * Zoom takes in a second.
 */
const STRETCH_SECONDS = 1.1;

/** The limits of an account by its plan. */
export function ratesOf(plan: ZoomContactCenterSettings['plan']): Readonly<Record<Label, Rate>> {
  const rate = (label: Label): Rate => ({ points: PER_SECOND[plan][label], perSeconds: STRETCH_SECONDS });
  return { light: rate('light'), medium: rate('medium'), heavy: rate('heavy') };
}
