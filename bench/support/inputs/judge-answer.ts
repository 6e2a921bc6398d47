import type { Input } from './make-input.ts';
import type { Answer } from './send-input.ts';

/** No message has to repeat more of what was sent than tells which part is meant. */
const MOST_CHARACTERS_OF_MESSAGE = 1000;

/** What is wrong with an answer; null where it is as it should be, whatever was asked. */
export function judgeAnswer(
  { path }: Input,
  { status, headers, text }: Answer,
  secrets: readonly string[],
): string | null {
  const isOfVendor = path.startsWith('/media/') && [502, 504].includes(status);
  if (status >= 500 && !isOfVendor && !isBusy(status, headers, path)) return `status ${status}`;
  if (text.includes('INTERNAL_SERVER_ERROR')) return 'an error that nobody foresaw';
  const secret = secrets.find((each) => text.includes(each));
  if (secret !== undefined) return 'a secret of a vendor';
  if (/node_modules|\bat \S+ \(file:/.test(text) && !path.startsWith('/graphiql')) return 'a place in the code';
  return /^application\/(?:graphql-response\+)?json\b/.test(headers['content-type'] ?? '') ? judgeErrors(text) : null;
}

const isBusy = (status: number, headers: Answer['headers'], path: string): boolean =>
  status === 503 && (headers['retry-after'] !== undefined || path.startsWith('/ready'));

function judgeErrors(text: string): string | null {
  if (text === '') return null;
  const { errors } = JSON.parse(text) as { errors?: readonly { message: string; extensions?: { code?: unknown } }[] };
  for (const { message, extensions } of errors ?? []) {
    if (message.length > MOST_CHARACTERS_OF_MESSAGE)
      return `a message of ${message.length} characters: ${message.slice(0, 100)}`;
    if (typeof extensions?.code !== 'string') return `an error without a code: ${message.slice(0, 100)}`;
  }
  return null;
}
