import { LineCounter, parseDocument } from 'yaml';
import type { SettingsProblem } from './settings-error.ts';

/** Reads YAML, and with it JSON, into plain values; or says where it stops making sense, without repeating its lines. */
export function readYaml(text: string): { value: Record<string, unknown> } | { problems: SettingsProblem[] } {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, prettyErrors: false, merge: true });
  const problems = document.errors.map(({ message, pos }): SettingsProblem => {
    const { line, col } = lineCounter.linePos(pos[0]);
    return { path: [], message: `line ${line}, column ${col}: ${withoutQuotes(message)}` };
  });
  if (problems.length > 0) return { problems };
  const value: unknown = document.toJS();
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return { value: value as Record<string, unknown> };
  return {
    problems: [
      { path: [], message: 'the file must hold settings as "name: value" lines, with "providers" among them' },
    ],
  };
}

// The parser quotes what it stumbled over, which may be part of a key.
const withoutQuotes = (message: string): string =>
  message.replaceAll(/: ("[^]*"|'[^]*')$/g, '').replaceAll(/\s+/g, ' ');
