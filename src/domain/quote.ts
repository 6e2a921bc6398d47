const MOST_CHARACTERS = 60;

/** Repeats what a client wrote in a message, as JSON: enough of it to tell which value is meant. */
export const quote = (value: unknown): string =>
  typeof value === 'string' ? JSON.stringify(shorten(value)) : shorten(JSON.stringify(value) ?? String(value));

const shorten = (text: string): string => (text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text);
