import type { DemoKind } from '../../../src/demo/call-source.ts';

/** What opens a recording by itself, or says where it is: links get a canary behind what they are. */
const LINK = /^"https?:/;

/** Names of values that a row is found, placed or understood by: with another value it would be another row, or none. */
const STRUCTURE =
  /^(?:jsonrpc|version|timezone|lang|app_state|from|to|channel|direction|report_currency|COST_CURRENCY|CODE|operation)$|(?:^|_)ids?$|time|date|token|type$|currency|state|status$|PENDING|^IS_|ACTIVE|DELETED|version/i;

/** Whole numbers and amounts that no row is found by. */
const AMOUNT = /duration|cost|charge|quantity|size$|attempt|talk|processing|wrap|rate$/i;
const ENVELOPE = /^(?:total|start|finish|duration|processing|operating|page_size|total_records|total_count|count)$/;

/** Puts a canary into every value of a vendor's reply that can hold one: it says whose it is, and under which name it came. */
export function createCanaries(kind: DemoKind) {
  const numbers = new Map<string, string>();
  const texts = new Set<string>();
  const numberFor = (name: string): string => {
    const known = numbers.get(name) ?? String(FIRST_NUMBER[kind] + numbers.size);
    numbers.set(name, known);
    return known;
  };
  const textFor = (name: string, value: string): string => {
    texts.add(name);
    const canary = `cny.${kind}.${name}.x`;
    if (LINK.test(value)) return `${value.slice(0, -1)}${value.includes('?') ? '&' : '?'}${canary}"`;
    return /email/i.test(name) ? `"${canary}@example.com"` : `"${canary}"`;
  };
  const withCanary = (name: string, value: string): string => {
    const isText = value.startsWith('"');
    const isNumber = !isText || /^"-?\d+(?:\.\d+)?"$/.test(value);
    if (isNumber && AMOUNT.test(name) && !STRUCTURE.test(name)) return value.replace(/\d+/, numberFor(name));
    return !isText || value === '""' || STRUCTURE.test(name) ? value : textFor(name, value);
  };
  const change = (json: string): string =>
    json.replaceAll(LEAF, (found, name: string, value: string) =>
      ENVELOPE.test(name) ? found : `"${name}":${withCanary(name, value)}`,
    );
  const textsIn = (text: string): string[] => [
    ...new Set([...text.matchAll(new RegExp(`cny\\.${kind}\\.(\\w+)\\.x`, 'gi'))].map(([, name]) => name!)),
  ];
  const find = (text: string): string[] => [
    ...textsIn(text),
    ...[...numbers].filter(([, number]) => hasNumber(text, number)).map(([name]) => name),
  ];
  return {
    change,
    /** The names of the canaries in bytes of a file, but for numbers: those could be anything there. */
    textsIn,
    /** The names of the canaries in an answer; those of the company's own numbers are marked. */
    namesIn(answer: unknown): string[] {
      const lines: unknown[] = [];
      const rest = JSON.stringify(withoutLines(answer, lines));
      return [...new Set([...find(rest), ...find(JSON.stringify(lines)).map((name) => `${name} (line)`)])];
    },
    /** Everything that got a canary. */
    placed: (): string[] => [...texts, ...numbers.keys()],
  };
}

/** The company's own number is for whoever sees calls; some vendors send it under the name of a customer's. */
function withoutLines(value: unknown, lines: unknown[]): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutLines(item, lines));
  if (typeof value !== 'object' || value === null) return value;
  const { line, lines: list, ...rest } = value as Readonly<Record<string, unknown>>;
  lines.push(line, list);
  return Object.fromEntries(Object.entries(rest).map(([key, item]) => [key, withoutLines(item, lines)]));
}

/** Digits within an id or a time are none. */
const hasNumber = (text: string, number: string): boolean =>
  text.includes(number) && new RegExp(`(?<![\\w.-])${number}(?!\\w)`).test(text);

/** A name with its text or number. */
const LEAF = /"([\w.]+)": ?("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)(?=\s*[,}])/g;

/** Seconds and amounts that nothing else of the demo has. */
const FIRST_NUMBER: Readonly<Record<DemoKind, number>> = {
  bitrix24: 71_300,
  callgear: 72_300,
  voximplant: 73_300,
  'zoom-contact-center': 74_300,
};
