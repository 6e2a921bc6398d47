/** What the graph calls its arguments, and the tools their inputs. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['filter.customerNumber', 'number'],
  ['filter.isReturned', 'Whether a call was returned'],
  ['filter.number', 'number'],
  ['filter.numberContains', 'number'],
  ['filter.personIds', 'person'],
  ['filter.text', 'search'],
  ['callStartDate', 'startedAt'],
  ['externalCallId', 'externalId'],
  ['phoneNumber', 'number'],
  ['recordUrl', 'url'],
  ['userPhoneInner', 'extension'],
]);

const NAME = /\b(?:Query\.\w+\((filter\.\w+)\)|filter\.\w+|\w+)/g;

/** A message of the graph, with the names that whoever calls a tool knows. */
export const inWordsOfTools = (message: string): string =>
  message.replace(NAME, (name: string, argument?: string) => NAMES.get(argument ?? name) ?? name);
