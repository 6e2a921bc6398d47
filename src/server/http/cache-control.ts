import type { ReadingAge } from '../../domain/reading-age.ts';
import { SECOND_MS } from '../../time/instant.ts';

/** Reads how old an answer may be from the Cache-Control of a request (RFC 9111, 5.2.1). What is not known says nothing. */
export function readAge(header: string | null): ReadingAge {
  const directives = new Map(
    (header ?? '').split(',').map((directive) => {
      const [name = '', value = ''] = directive.trim().toLowerCase().split('=', 2);
      return [name, value.replace(/^"(.*)"$/, '$1')] as const;
    }),
  );
  const maxAge = directives.get('max-age') ?? '';
  return {
    ...(/^\d{1,10}$/.test(maxAge) && { maxAgeMs: Number(maxAge) * SECOND_MS }),
    ...(directives.has('no-cache') && { maxAgeMs: 0 }),
    ...(directives.has('only-if-cached') && { isKeptOnly: true }),
  };
}
