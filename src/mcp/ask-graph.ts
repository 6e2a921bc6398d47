import type { Ask, GraphError } from '../domain/ask.ts';
import { inWordsOfTools } from './words-of-tools.ts';

/** The fields of an answer, and everything that is missing from it. */
export type Told<Data> = { readonly data: Data; readonly problems: readonly string[] };

/** Nothing could be answered; the message says why, and what to do. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** Asks the graph. Throws NoAnswer when nothing of it is there. */
export async function askGraph<Data extends object>(
  ask: Ask,
  document: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Told<Data>> {
  const { data, errors = [] } = await ask(document, variables);
  const messages = [...new Set(errors.map(toMessage))];
  const isEmpty = !data || Object.values(data).every((value) => value === null);
  if (isEmpty && messages.length > 0) throw new NoAnswer(messages.slice(0, MOST_MESSAGES).join('\n'));
  const told = [...messages, ...Object.values(data ?? {}).flatMap(problemsOf)];
  const left = told.length - MOST_MESSAGES;
  const shown = told.slice(0, MOST_MESSAGES);
  return { data: (data ?? {}) as Data, problems: left > 0 ? [...shown, `and ${left} more of the kind`] : shown };
}

const MOST_MESSAGES = 8;

const toMessage = ({ message, extensions }: GraphError): string =>
  extensions?.code === 'QUERY_TOO_COSTLY' ? TOO_MUCH : inWordsOfTools(message);

const TOO_MUCH =
  'This asks for too much at once. Ask for a shorter range, longer stretches of time, fewer groups or fewer rows.';

/** What an id of the graph leads to, of the one type that is wanted; `hint` says where its ids are. */
export async function askNode<Node extends object>(
  ask: Ask,
  document: string,
  { id, type, name, hint }: WantedNode,
): Promise<Told<Node>> {
  const { data, problems } = await askGraph<{ node: (Node & { readonly __typename: string }) | null }>(ask, document, {
    id,
  });
  if (!data.node) throw new NoAnswer(`There is no ${name} of this id, or not any more.`);
  if (data.node.__typename !== type) throw new NoAnswer(`This is the id of a ${data.node.__typename}; ${hint}.`);
  return { data: data.node, problems };
}

type WantedNode = { readonly id: string; readonly type: string; readonly name: string; readonly hint: string };

/** A field with `problems` beside what it brings. */
type Partial = {
  readonly problems?: readonly {
    readonly provider: { readonly key: string };
    readonly message: string;
    readonly retryAfterSeconds?: number | null;
  }[];
};

function problemsOf(field: unknown): string[] {
  const { problems = [] } = (field ?? {}) as Partial;
  return problems.map(({ provider, message, retryAfterSeconds }) => {
    const again = retryAfterSeconds ? ` Ask again in ${retryAfterSeconds} seconds.` : '';
    return `${provider.key}: ${message}${again}`;
  });
}

/** What every connection and every figure tells of what it lacks. */
export const PROBLEMS = 'problems { provider { key } message retryAfterSeconds }';
