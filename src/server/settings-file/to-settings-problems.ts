import type { z } from 'zod';
import { nearestWord } from './nearest-word.ts';
import type { SettingsPath, SettingsProblem } from './settings-error.ts';
import { showPath } from './settings-error.ts';
import { type Outline, formsAt, nearestForm, outlineAt, valueAt } from './settings-outline.ts';

/** What a refusal is made from: the settings as read, and which of their values must not be repeated. */
export type RefusedSettings = {
  readonly settings: unknown;
  readonly filled: ReadonlySet<string>;
  readonly outline: Outline;
};

/** Says what zod refused so that an operator knows what to type. */
export function toSettingsProblems(issue: z.core.$ZodIssue, refused: RefusedSettings): SettingsProblem[] {
  const path = issue.path as SettingsPath;
  const value = valueAt(refused.settings, path);
  const found = describeFound(value, path, refused.filled);
  const problem = (message: string): SettingsProblem[] => [{ path, message }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], message: describeUnknownKey(key, path, refused) }));
    case 'invalid_type': {
      if (value === undefined) return problem(`is missing. ${describeWanted(path, refused)}`.trim());
      return problem(`found ${found}; must be ${withArticle(issue.expected)}`);
    }
    case 'invalid_value':
      return problem(`found ${found}; ${explain(issue) ?? `must be ${oneOf(issue.values.map(String), value)}`}`);
    case 'invalid_union':
      return ofUnion(issue, refused);
    case 'too_small':
      return problem(
        `found ${found}; ${explain(issue) ?? `must ${measure(issue.origin, issue.minimum, issue.inclusive === false ? 'more than' : 'at least')}`}`,
      );
    case 'too_big':
      return problem(`found ${found}; ${explain(issue) ?? `must ${measure(issue.origin, issue.maximum, 'at most')}`}`);
    default:
      return problem(isPlain(value) ? `found ${found}; ${issue.message}` : issue.message);
  }
}

function ofUnion(issue: z.core.$ZodIssueInvalidUnion, refused: RefusedSettings): SettingsProblem[] {
  const path = issue.path as SettingsPath;
  if (issue.discriminator !== undefined) {
    const keyPath = path.at(-1) === issue.discriminator ? path : [...path, issue.discriminator];
    const value = valueAt(refused.settings, keyPath);
    const options = 'options' in issue ? (issue.options ?? []) : [];
    const wanted = `must be ${oneOf(options.map(String), value)}`;
    const message =
      value === undefined
        ? `is missing; ${wanted}`
        : `found ${describeFound(value, keyPath, refused.filled)}; ${wanted}`;
    return [{ path: keyPath, message }];
  }
  if (valueAt(refused.settings, path) === undefined)
    return [{ path, message: `is missing. ${describeWanted(path, refused)}`.trim() }];
  // The form that the value has begun says what is missing from it.
  const forms = formsAt(refused.outline, refused.settings, path);
  const nearest = issue.errors[nearestForm(forms, valueAt(refused.settings, path))];
  if (!nearest?.length) return [{ path, message: issue.message }];
  return nearest.flatMap((inner) => toSettingsProblems({ ...inner, path: [...issue.path, ...inner.path] }, refused));
}

/** A value as far as it may be repeated: never one that came from outside, nor one whose name speaks of a secret. */
export function describeFound(value: unknown, path: SettingsPath, filled: ReadonlySet<string>): string {
  if (value === undefined) return 'nothing';
  const isFilled = filled.has(showPath(path));
  if (isFilled && typeof value !== 'string') return `a ${typeof value} from outside`;
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value !== 'string') return 'a group of settings';
  if (value === '') return 'an empty text';
  const isSecret = !isFilePath(value, path) && path.some((key) => typeof key === 'string' && SECRET_NAME.test(key));
  if (isSecret || isFilled) return describeLength(value);
  if (value.includes('://')) return describeUrl(value, path);
  return value.length <= 60 ? JSON.stringify(value) : describeLength(value);
}

const describeLength = ({ length }: string): string =>
  `a text of ${length} ${length === 1 ? 'character' : 'characters'}`;

/** The path of a key's file is no secret; what else stands in its place may be the key. */
const isFilePath = (value: string, path: SettingsPath): boolean =>
  String(path.at(-1)).endsWith('File') && /^[\w ./\\:~-]+\.[a-z]{2,5}$/i.test(value);

/** A key may stand in the path or the query of an address, or in front of its host: the origin holds none. */
function describeUrl(value: string, path: SettingsPath): string {
  const url = /^(mediaB|b)aseUrl$/.test(String(path.at(-1))) ? URL.parse(value) : null;
  if (!url || url.origin === 'null') return describeLength(value);
  return `an address at ${url.origin}`;
}

const SECRET_NAME = /secret|token|password|private|key|webhook|credential|oauth|account/i;

function describeUnknownKey(key: string, path: SettingsPath, { settings, outline }: RefusedSettings): string {
  const known = Object.keys(outlineAt(outline, settings, path)?.properties ?? {});
  const hint = path.length === 0 ? RETIRED[key] : undefined;
  if (hint !== undefined) return hint;
  const near = nearestWord(key, known);
  if (near !== null) return `is no setting here; did you mean ${near}?`;
  return `is no setting here; known are ${known.join(', ')}`;
}

/** Settings of earlier versions, and what takes their place. */
const RETIRED: Readonly<Partial<Record<string, string>>> = {
  cache:
    'is no setting any more: say store: { kind: sqlite }, { kind: postgres, url } or { kind: memory }, and history: off to keep nothing',
};

const describeWanted = (path: SettingsPath, { settings, outline }: RefusedSettings): string =>
  outlineAt(outline, settings, path)?.description ?? '';

function oneOf(options: readonly string[], found: unknown): string {
  const near = typeof found === 'string' ? nearestWord(found, options) : null;
  const list = options.length === 1 ? options[0]! : `one of ${options.join(', ')}`;
  return near === null || options.length === 1 ? list : `${list}; did you mean ${near}?`;
}

const isPlain = (value: unknown): boolean => value !== undefined && typeof value !== 'object';

// zod's own words start with a capital; a sentence written for this very setting does not.
const explain = ({ message }: z.core.$ZodIssue): string | null => (/^[A-Z]/.test(message) ? null : message);

const withArticle = (type: string): string => {
  const word = {
    int: 'whole number',
    object: 'group of settings',
    array: 'list',
    string: 'text',
    boolean: 'true or false',
  }[type];
  return type === 'boolean' ? 'true or false' : `a ${word ?? type}`;
};

function measure(origin: string, bound: number | bigint, comparison: string): string {
  if (origin === 'string' && bound === 1) return 'not be empty';
  if (origin === 'string') return `be ${comparison} ${bound} characters long`;
  return origin === 'array' ? `be a list of ${comparison} ${bound}` : `be ${comparison} ${bound}`;
}
