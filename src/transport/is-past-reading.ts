/** Values in a reply. The largest pages that vendors send us have a tenth of them. */
const MAX_VALUES = 200_000;
/** Different names in a reply. A row has some hundred, the same in each; PHP numbers the elements of a list with gaps. */
const MAX_NAMES = 2_000;
/** Lists and objects in one another. The deepest of the vendors' replies has nine levels. */
const MAX_NESTING = 10_000;
/** A shorter text is read within a tenth of a second, whatever it holds: the pages of every vendor are shorter. */
const SHORT_TEXT = 400_000;

/**
 * Whether a reply has so many values, so many different names or such nesting that parsing it would keep the process busy: an
 * object of a million names takes a second. What stands in texts is not counted.
 */
export function isPastReading(json: string): boolean {
  if (json.length <= SHORT_TEXT) return false;
  const names = new Set<string>();
  let [values, nesting, nameAt, nameEnd] = [0, 0, 0, 0];
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charCodeAt(at)) {
      case QUOTE:
        [nameAt, nameEnd] = [at + 1, endOfText(json, at)];
        at = nameEnd;
        break;
      case COLON:
        names.add(json.slice(nameAt, nameEnd));
        if (names.size > MAX_NAMES) return true;
        break;
      case OPEN_LIST:
      case OPEN_MAP:
        nesting += 1;
        if (nesting > MAX_NESTING) return true;
        values += 1;
        break;
      case CLOSE_LIST:
      case CLOSE_MAP:
        nesting -= 1;
        break;
      case COMMA:
        values += 1;
        break;
    }
    if (values > MAX_VALUES) return true;
  }
  return false;
}

const [QUOTE, COMMA, COLON, BACKSLASH] = [0x22, 0x2c, 0x3a, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Where the quote stands that ends the text; the end of the reply where none does. */
function endOfText(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}
