import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Characters of documents that are kept. A parsed document takes some hundred times its text. */
const MAX_CHARACTERS = 1_000_000;

/**
 * Parsed documents and their refusals, kept by their text. Counted by length, since comments and strings, which are no
 * words, could otherwise fill the memory a megabyte at a time.
 */
export const createDocumentCaches = () => ({
  documentCache: createCache<DocumentNode>(),
  errorCache: createCache<Error>(),
});

const createCache = <Value extends object>() =>
  new LRUCache<string, Value>({
    max: 1000,
    maxSize: MAX_CHARACTERS,
    // What is larger than this is not kept at all.
    maxEntrySize: MAX_CHARACTERS / 10,
    sizeCalculation: (_value, text) => text.length + 1,
  });
