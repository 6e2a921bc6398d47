import type { MediaRequest } from '../../../domain/media.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import type { HttpStream } from '../../../transport/http.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { createConnection, createTokenSend, rememberedOf } from '../../connection/index.ts';
import { verdictOf } from '../../connection/verdict.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import { rangeHeaders } from '../../to-opened-media.ts';
import { createVendorWords } from '../../vendor-words.ts';
import { createCommandQueue } from './command-queue.ts';
import { createCredentials } from './credentials.ts';
import { createMediaHosts } from '../media/media-hosts.ts';
import { type OperatingMemory, createOperatingMemory } from './operating-memory.ts';
import { BUCKET, NAMES, createRest } from './rest.ts';
import { type Asked, type Envelope, unreadable } from './read-envelope.ts';
import { runBatch } from './run-batch.ts';
import { type Bitrix24Settings, identityOf } from '../settings.ts';
import { bitrix24Verdict } from './to-error.ts';
import { type StatisticsQuestion, toStatisticsParameters } from './to-parameters.ts';
import type { Answer, Command, FileRow, Parameters } from './wire.ts';

/** The vendor's methods that are used, one function each. Rows are still the vendor's. */
export type Bitrix24Client = ReturnType<typeof createClient>;

export type RowPage = { readonly rows: readonly unknown[]; readonly total: number | null };

const STATISTICS = 'voximplant.statistic.get';
const RENTED_LINES = 'voximplant.line.get';
const EXTERNAL_LINES = 'telephony.externalLine.get';

/** The web server in front of the disk answers 404 to what does not look like a browser. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (compatible; Trunkline)', accept: '*/*', 'accept-language': 'en' };

/** Puts the connection under the vendor's methods. */
export function createClient(settings: Bitrix24Settings, tools: ProviderTools) {
  const { id: provider } = settings;
  const remembered = rememberedOf('bitrix24', identityOf(settings), tools);
  // Its refusals name the provider.
  const operating = remembered(
    `working time ${provider}`,
    (before: OperatingMemory | null) => before ?? createOperatingMemory(provider),
  );
  const credentials = createCredentials(settings, {
    ...tools,
    sendToken: createTokenSend(provider, NAMES, tools),
  });
  const askedOf = (operation: string, parameters?: Parameters): Asked => ({
    provider,
    operation,
    isWebhook: credentials.isWebhook,
    words: createVendorWords(() => credentials.secrets(), parameters),
    now: tools.now,
  });
  const connection = createConnection(settings, createRest(settings, credentials, askedOf), tools);
  const { ask } = connection;

  const call = async (
    { method, parameters }: Command,
    purpose: 'read' | 'write',
    signal: AbortSignal,
  ): Promise<Envelope> => {
    const refusal = operating.refusalOf(method);
    if (refusal !== null) throw refusal;
    try {
      const envelope = await ask({ operation: method, parameters, purpose, budget: BUCKET }, signal);
      operating.noteAnswer(method, envelope.resetsInMs);
      return envelope;
    } catch (error) {
      if (error instanceof ProviderError) operating.noteRefusal(method, error);
      throw error;
    }
  };
  const runTogether = async (
    commands: readonly Command[],
    signal: AbortSignal,
  ): Promise<readonly (Answer | ProviderError)[]> => {
    const [only] = commands;
    if (only !== undefined && commands.length === 1) return [await answerOrRefusal(call(only, 'read', signal))];
    return runBatch(commands, { ask, askedOf, operating }, signal);
  };
  const askTogether = createCommandQueue(provider, runTogether);
  // The commands of a batch run one after the other: a page waits for other pages at most, and for no slow count.
  const askLists = createCommandQueue(provider, runTogether);

  /** The rows of several questions to one method; one that failed alone is an error in its place. */
  const listTogether = async (method: string, questions: readonly Parameters[], signal: AbortSignal) => {
    const commands = questions.map((parameters) => ({ method, parameters }));
    const answers = await askTogether(commands, signal);
    return answers.map((answer) => (answer instanceof ProviderError ? answer : toPage(answer, askedOf(method))));
  };

  return {
    /** voximplant.statistic.get: one page of at most 50 rows. Lists asked for at the same moment travel together. */
    async listStatistics(question: StatisticsQuestion, signal: AbortSignal): Promise<RowPage> {
      const command = { method: STATISTICS, parameters: toStatisticsParameters(question) };
      let [answer] = await askLists([command], signal);
      // Nobody repeats a command that stumbled inside a batch that went well.
      if (answer instanceof ProviderError && (bitrix24Verdict(answer) ?? verdictOf(answer)).retry !== null)
        [answer] = await askLists([command], signal);
      if (answer === undefined || answer instanceof ProviderError)
        throw answer ?? new Error('no answer to one question');
      return toPage(answer, askedOf(STATISTICS));
    },
    /** The same for several questions together; one that failed alone is an error in its place. */
    listStatisticsTogether(questions: readonly StatisticsQuestion[], signal: AbortSignal) {
      return listTogether(STATISTICS, questions.map(toStatisticsParameters), signal);
    },
    /** user.get for at most 50 ids a question. */
    getUsers(ids: readonly (readonly string[])[], signal: AbortSignal) {
      const questions = ids.map((some) => ({ FILTER: { ID: some }, start: -1 }));
      return listTogether('user.get', questions, signal);
    },
    /** user.get: pages of the whole directory from these offsets on. */
    listUsers(offsets: readonly number[], signal: AbortSignal) {
      const questions = offsets.map((start) => ({ sort: 'ID', order: 'ASC', start }));
      return listTogether('user.get', questions, signal);
    },
    /** Rented lines and, for an application, external ones: what each question gave, or its refusal. */
    async getLines(signal: AbortSignal) {
      // A webhook may not read the external lines.
      const methods = credentials.isWebhook ? [RENTED_LINES] : [RENTED_LINES, EXTERNAL_LINES];
      const commands = methods.map((method) => ({ method, parameters: {} }));
      const [rented, external = null] = await askTogether(commands, signal);
      if (rented === undefined) throw new Error('no answer to one question');
      return { rented, external };
    },
    /** disk.file.get for each id; null for a file that is gone. */
    async getFiles(ids: readonly string[], signal: AbortSignal): Promise<(FileRow | null | ProviderError)[]> {
      const commands = ids.map((id) => ({ method: 'disk.file.get', parameters: { id } }));
      const answers = await askTogether(commands, signal);
      return answers.map((answer) => {
        if (answer instanceof ProviderError) return answer.code?.toUpperCase() === 'ERROR_NOT_FOUND' ? null : answer;
        return recordOf(answer.result);
      });
    },
    /**
     * Runs a method that changes something, and gives its result. Throws OutcomeUnknown where nobody can tell whether it
     * did; whatever else is thrown, nothing was changed.
     */
    write: async (command: Command, signal: AbortSignal): Promise<unknown> =>
      (await call(command, 'write', signal)).result,
    /** Opens a file, as long as its links stay on hosts that may be fetched from. */
    async openFile(url: string, request: MediaRequest, signal: AbortSignal): Promise<HttpStream> {
      const origin = credentials.origin();
      const headers = { ...BROWSER, referer: `${origin}/`, ...rangeHeaders(request) };
      const file = { method: request.method, url, operation: 'download of a recording', headersFor: () => headers };
      return connection.openFile(file, createMediaHosts(origin, settings.mediaHosts), signal);
    },
    /** Where the portal is, as far as is known now: "https://example.bitrix24.com". */
    origin: () => credentials.origin(),
    status: () => connection.status(),
    /** Lets end what must not be cut off. */
    close: () => credentials.close(),
  };
}

/** A refusal of this one question stands in its place; what concerns the portal fails all that wait. */
async function answerOrRefusal(answer: Promise<Answer>): Promise<Answer | ProviderError> {
  return answer.catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'unsupported') return error;
    throw error;
  });
}

function toPage({ result, total }: Answer, asked: Asked): RowPage {
  if (!Array.isArray(result)) throw unreadable(asked, 'its result is no list');
  return { rows: result, total };
}
