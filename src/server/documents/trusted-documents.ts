import { readFileSync } from 'node:fs';
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  Source,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { servedGraph } from '../served-graph.ts';
import { checkShape } from '../guards/check-shape.ts';
import { checkLength } from '../guards/use-query-limits.ts';
import { NoIntrospectionRule } from '../guards/use-no-introspection.ts';
import type { Settings } from '../settings.ts';
import { describeFileError } from '../settings-file/interpolate.ts';
import { DocumentsError } from './documents-error.ts';
import { type Manifest, readManifest } from './read-manifest.ts';

/** The settings that say which operations are trusted, and what they are checked by. */
export type TrustingSettings = Pick<Settings, 'documents' | 'server' | 'federation' | 'timeline'>;

/**
 * Reads the operations that the settings trust, and checks each as a request with it would be: one that no client could
 * use is told now, by name. Throws a DocumentsError.
 */
export function readTrustedDocuments(settings: TrustingSettings): Manifest {
  const { documents } = settings;
  if (documents.file.length === 0) return new Map();
  const { schema } = servedGraph(settings);
  const all = new Map<string, string>();
  for (const file of documents.file) {
    const manifest = readManifest(readText(file), file);
    const problems = [...manifest].flatMap(([id, text]) => [
      ...(all.has(id) && all.get(id) !== text ? [`the id "${id}" is that of another operation in another file`] : []),
      ...problemsOf(id, text, schema, settings.server),
    ]);
    if (problems.length > 0) throw new DocumentsError(file, problems);
    for (const [id, text] of manifest) all.set(id, text);
  }
  return all;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new DocumentsError(file, [describeFileError(error, file)]);
  }
}

function problemsOf(
  id: string,
  text: string,
  schema: GraphQLSchema,
  { limits, introspection }: Settings['server'],
): string[] {
  const rules = introspection ? specifiedRules : [...specifiedRules, NoIntrospectionRule];
  let name = `the operation with the id "${id.slice(0, 100)}"`;
  try {
    checkLength(new Source(text), limits.maxTokens);
    const document = parse(text);
    name = nameOf(document) ?? name;
    checkShape(document, limits);
    return validate(schema, document, rules).map(({ message }) => `${name}: ${message}`);
  } catch (error) {
    if (error instanceof GraphQLError) return [`${name}: ${error.message}`];
    throw error;
  }
}

function nameOf({ definitions }: DocumentNode): string | null {
  const names = definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? (each.name?.value ?? []) : [],
  );
  return names.length === 0 ? null : names.join(', ');
}
