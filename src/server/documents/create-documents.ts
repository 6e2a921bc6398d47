import type { GraphQLError } from 'graphql';
import { type Caller, missingScope } from '../../domain/caller.ts';
import { readConsoleOperations, servesConsole } from '../console.ts';
import { refusal } from '../guards/refusal.ts';
import type { Settings } from '../settings.ts';
import { createRegisteredDocuments } from './registered-documents.ts';
import { type TrustingSettings, readTrustedDocuments } from './trusted-documents.ts';

/** An operation as a request names it: by an id, by its text, or by both. */
type AskedDocument = { readonly id: string | null; readonly text: string | null };

/** Which operations this server answers. */
export type Documents = ReturnType<typeof createDocuments>;

/** What the settings say of operations, with those that their files list. */
type DocumentRules = Omit<Settings['documents'], 'file'> & {
  readonly textById: ReadonlyMap<string, string>;
  readonly texts: ReadonlySet<string>;
};

/**
 * Reads the files that the settings name; throws a DocumentsError where they cannot be used. Beside what they list, the
 * console may ask what it asks, where it is served.
 */
export function readDocumentRules(settings: TrustingSettings, consoleFolders?: readonly string[]): DocumentRules {
  const textById = readTrustedDocuments(settings);
  const consoleOperations = servesConsole(settings) ? readConsoleOperations(consoleFolders) : [];
  return { ...settings.documents, textById, texts: new Set([...textById.values(), ...consoleOperations]) };
}

/** Decides by rules, and remembers what callers register, whichever rules come after. */
export function createDocuments(rules: DocumentRules) {
  const registered = createRegisteredDocuments();
  let current = rules;
  /** Whether a caller may ask for operations that nobody has listed: to explore the graph, or to develop. */
  const mayAskAnything = (caller: Caller): boolean => !current.only || missingScope(caller, ['documents:any']) === null;

  /** The text of the operation that is asked for; null where a request names none. Throws a refusal. */
  const textOf = ({ id, text }: AskedDocument, caller: Caller): string | null => {
    const listed = id === null ? undefined : current.textById.get(id);
    if (listed !== undefined) {
      if (text !== null && text !== listed) throw badRequest(OTHER_TEXT);
      return listed;
    }
    const isListed = id === null && (text === null || current.texts.has(text));
    if (!isListed && !mayAskAnything(caller)) throw notTrusted(id);
    return id === null ? text : textOfHash({ id, text }, caller);
  };
  /** Automatic persisted queries: a hash alone is looked up, a hash beside its query is remembered. */
  const textOfHash = ({ id, text }: { id: string; text: string | null }, { id: owner }: Caller): string => {
    if (text === null) {
      const known = current.register ? registered.find(owner ?? '', id) : undefined;
      return known ?? fail(current.register ? notFound() : notSupported());
    }
    if (current.register && !registered.add(owner ?? '', id, text)) throw badRequest(OTHER_HASH);
    return text;
  };
  return {
    textOf,
    mayAskAnything,
    /** For how long a client may show an answer again that it asked for by an id, with GET. */
    cacheSeconds: () => current.cacheSeconds,
    /** Goes by other rules from now on. */
    replace(others: DocumentRules): void {
      current = others;
    },
  };
}

const OTHER_TEXT = 'The query beside the id is another one than the id stands for on this server: leave it out.';
const OTHER_HASH = 'The sha256Hash beside the query is not the SHA-256 of its text.';

const badRequest = (message: string): GraphQLError => refusal('BAD_REQUEST', message);

const notTrusted = (id: string | null): GraphQLError =>
  refusal(
    'DOCUMENT_NOT_TRUSTED',
    `This server answers the operations that its settings list (documents.only), and ` +
      (id === null ? 'this is none of them' : `the id "${id.slice(0, 100)}" is of none of them`) +
      '. List it, or ask with a key or token that has the scope documents:any.',
    { status: 403 },
  );

// Apollo and urql know the two messages by heart: after either they send the query itself, and after the second no hash again.
const notFound = (): GraphQLError => refusal('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', { status: 200 });
const notSupported = (): GraphQLError =>
  refusal('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', { status: 200 });

function fail(error: Error): never {
  throw error;
}
