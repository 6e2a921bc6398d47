/** Values in a reply. The largest pages that vendors send us have a tenth of them. */
const MAX_VALUES = 200_000;
/** Names in a reply. A row has at most some hundred, the same in each; PHP numbers the elements of a list with gaps. */
const MAX_NAMES = 2_000;
/** Few enough that nobody has to count their names. */
const FEW_VALUES = 20_000;
/** Every value takes two characters at least, and so does every name. */
const SHORT_TEXT = FEW_VALUES * 2;

/**
 * Whether a reply has so many values, or so many different names, that parsing it would keep the process busy for long:
 * an object of a million names takes a second. Counts at least what there is, so a text full of commas counts too.
 */
export function isPastReading(json: string): boolean {
  if (json.length <= SHORT_TEXT) return false;
  const values = countValues(json);
  return values > MAX_VALUES || (values > FEW_VALUES && hasManyNames(json));
}

const [QUOTE, COMMA, COLON, OPEN_LIST, BACKSLASH, OPEN_MAP] = [0x22, 0x2c, 0x3a, 0x5b, 0x5c, 0x7b];

function countValues(json: string): number {
  let count = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json.charCodeAt(at);
    if (character === COMMA || character === OPEN_LIST || character === OPEN_MAP) count += 1;
  }
  return count;
}

function hasManyNames(json: string): boolean {
  const names = new Set<string>();
  let end = 0;
  for (let at = 0; at < json.length && names.size <= MAX_NAMES; at += 1) {
    const character = json.charCodeAt(at);
    if (character === QUOTE) end = at;
    else if (character === COLON && end > 0) names.add(json.slice(startOf(json, end), end));
  }
  return names.size > MAX_NAMES;
}

/** Where the text begins that ends here. Its first quote alone has no backslash before it. */
function startOf(json: string, end: number): number {
  let start = json.lastIndexOf('"', end - 1);
  while (start > 0 && json.charCodeAt(start - 1) === BACKSLASH) start = json.lastIndexOf('"', start - 1);
  return start;
}
