/** Reads a duration as people write it: 1:30, 1:02:15, or whole seconds. Null: nothing was written; undefined: it cannot be read. */
export function readDuration(text: string): number | null | undefined {
  const written = text.trim();
  if (written === '') return null;
  if (!/^\d{1,6}(?::\d{1,2}){0,2}$/.test(written)) return undefined;
  return written.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}
