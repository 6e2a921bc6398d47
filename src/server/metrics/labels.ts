/** What stands for everything past a bound. */
const OTHER = 'other';
const LONGEST = 64;

/** What may be a telephone number, with whatever stands between its digits. */
const holdsNumber = (text: string): boolean => /\d{7}/.test(text.replace(/[ ().+_-]/g, ''));

/** A text that somebody else wrote as it may stand in the log. */
export const toLoggedName = (text: string): string => (holdsNumber(text) ? OTHER : text.slice(0, 100));

/** A text that somebody else wrote as it may stand in a label: short, in few characters, and no telephone number. */
export function toLabel(text: string): string {
  if (text.length > LONGEST || holdsNumber(text)) return OTHER;
  return text.replace(/[^\w .:@/-]/g, '_');
}

/** Lets so many different labels through; whatever comes later is "other", for ever: each costs memory here and in Prometheus. */
export function createLabelBound(most: number): (text: string, mayBeNew?: boolean) => string {
  const known = new Set<string>();
  return (text, mayBeNew = true) => {
    const label = toLabel(text);
    if (known.has(label)) return label;
    if (!mayBeNew || known.size >= most) return OTHER;
    known.add(label);
    return label;
  };
}

/** The name of an operation as it may stand in a label. */
export const toOperationLabel = (name: string | null): string => (name === null ? 'anonymous' : toLabel(name));
