import { createHash } from 'node:crypto';
import { type TypedDocumentNode, formatDocument, stringifyDocument } from '@urql/core';
import { Kind } from 'graphql';
import * as generated from '../web/graph/generated/graphql.ts';

/** The operations of the console by their SHA-256, in the very text that its client sends. A server that answers listed operations only trusts them. */
export function consoleOperations(): Record<string, string> {
  const texts = Object.values(generated as Readonly<Record<string, unknown>>)
    .filter((value) => isDocument(value))
    .filter(({ definitions }) => definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION))
    // The cache of the client asks for __typename beside everything.
    .map((document) => stringifyDocument(formatDocument(document) as TypedDocumentNode));
  return Object.fromEntries(texts.map((text) => [`sha256:${createHash('sha256').update(text).digest('hex')}`, text]));
}

const isDocument = (value: unknown): value is TypedDocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT;
