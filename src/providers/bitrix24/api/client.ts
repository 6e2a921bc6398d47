import { ProviderError } from '../../../domain/provider-error.ts';
import { recordOf } from '../../../transport/read-wire.ts';
import { createConnection, createTokenSend, rememberedOf } from '../../connection/index.ts';
import { verdictOf } from '../../connection/verdict.ts';
import type { ProviderTools } from '../../provider-kinds.ts';
import { createVendorWords } from '../../vendor-words.ts';
import { createCommandQueue } from './command-queue.ts';
import { createCredentials } from './credentials.ts';
import { createFileOpener } from '../media/media-hosts.ts';
import { type OperatingMemory, createOperatingMemory } from './operating-memory.ts';
import { BUCKET, NAMES, createRest } from './rest.ts';
import { type Asked, type Envelope, unreadable } from './read-envelope.ts';
import { runBatch } from './run-batch.ts';
import { type Bitrix24Settings, identityOf } from '../settings.ts';
import { bitrix24Verdict } from './to-error.ts';
import { type StatisticsQuestion, toStatisticsCommand } from './to-parameters.ts';
import type { Answer, Command, FileRow, Parameters } from './wire.ts';

/** The vendor's methods that are used, one function each. Rows are still the vendor's. */
export type Bitrix24Client = ReturnType<typeof createClient>;

/** The result of a method that lists lines. */
export type LineAnswer = { readonly result: unknown } | ProviderError;

export type RowPage = { readonly rows: readonly unknown[]; readonly total: number | null };

const RENTED_LINES = 'voximplant.line.get';
const EXTERNAL_LINES = 'telephony.externalLine.get';

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
      operating.noteAnswer(method, envelope.time);
      return envelope;
    } catch (error) {
      if (error instanceof ProviderError) operating.noteRefusal(method, error);
      throw error;
    }
  };
  const openFile = createFileOpener(connection, {
    originOf: () => credentials.origin(),
    mediaHosts: settings.mediaHosts,
  });

  const runTogether = async (
    commands: readonly Command[],
    signal: AbortSignal,
  ): Promise<readonly (Answer | ProviderError)[]> => {
    const [only] = commands;
    if (only !== undefined && commands.length === 1) return [await answerOrRefusal(call(only, 'read', signal))];
    return runBatch(commands, { ask, askedOf, operating }, signal);
  };
  const queue = createCommandQueue(settings.id, runTogether);
  // The commands of a batch run one after the other: a page waits for other pages at most, and for no slow count.
  const lists = createCommandQueue(settings.id, runTogether);

  return {
    /** voximplant.statistic.get: one page of at most 50 rows. Lists asked for at the same moment travel together. */
    async listStatistics(question: StatisticsQuestion, signal: AbortSignal): Promise<RowPage> {
      const command = toStatisticsCommand(question);
      let [answer] = await lists.ask([command], signal);
      // Nobody repeats a command that stumbled inside a batch that went well.
      if (answer instanceof ProviderError && (bitrix24Verdict(answer) ?? verdictOf(answer)).retry !== null)
        [answer] = await lists.ask([command], signal);
      if (answer === undefined || answer instanceof ProviderError)
        throw answer ?? new Error('no answer to one question');
      return toPage(answer, askedOf(command.method));
    },
    /** The same for several questions together; one that failed alone is an error in its place. */
    async listStatisticsTogether(questions: readonly StatisticsQuestion[], signal: AbortSignal) {
      const commands = questions.map(toStatisticsCommand);
      return toPages(await queue.ask(commands, signal), askedOf('voximplant.statistic.get'));
    },
    /** user.get for at most 50 ids a question. */
    async getUsers(ids: readonly (readonly string[])[], signal: AbortSignal) {
      const commands = ids.map((some) => ({ method: 'user.get', parameters: { FILTER: { ID: some }, start: -1 } }));
      const pages = toPages(await queue.ask(commands, signal), askedOf('user.get'));
      return pages.map((page) => (page instanceof ProviderError ? page : page.rows));
    },
    /** user.get: pages of the whole directory from these offsets on. */
    async listUsers(offsets: readonly number[], signal: AbortSignal) {
      const commands = offsets.map((start) => ({
        method: 'user.get',
        parameters: { sort: 'ID', order: 'ASC', start },
      }));
      return toPages(await queue.ask(commands, signal), askedOf('user.get'));
    },
    /** Rented lines and, for an application, external ones: what each question gave, or its refusal. */
    async getLines(signal: AbortSignal) {
      // A webhook may not read the external lines.
      const methods = credentials.isWebhook ? [RENTED_LINES] : [RENTED_LINES, EXTERNAL_LINES];
      const asked = queue.ask(
        methods.map((method) => ({ method, parameters: {} })),
        signal,
      );
      const [rented, external = null] = await asked;
      if (rented === undefined) throw new Error('no answer to one question');
      return { rented, external };
    },
    /** disk.file.get for each id; null for a file that is gone. */
    async getFiles(ids: readonly string[], signal: AbortSignal): Promise<(FileRow | null | ProviderError)[]> {
      const commands = ids.map((id) => ({ method: 'disk.file.get', parameters: { id } }));
      const answers = await queue.ask(commands, signal);
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
    openFile,
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

const toPages = (answers: readonly (Answer | ProviderError)[], asked: Asked): (RowPage | ProviderError)[] =>
  answers.map((answer) => (answer instanceof ProviderError ? answer : toPage(answer, asked)));

function toPage({ result, total }: Answer, asked: Asked): RowPage {
  if (!Array.isArray(result)) throw unreadable(asked, 'its result is no list');
  return { rows: result, total };
}
