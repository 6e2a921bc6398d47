/** Whether what a client has kept is what there is (If-None-Match): weak and strong validators count alike. */
export function isUnchanged(ifNoneMatch: string | undefined, etag: string | null): boolean {
  if (ifNoneMatch === undefined || etag === null) return false;
  const kept: readonly string[] = ifNoneMatch.match(VALIDATORS) ?? [];
  return ifNoneMatch.trim() === '*' || kept.some((validator) => opaque(validator) === opaque(etag));
}

const VALIDATORS = /(?:W\/)?"[^"]*"/g;

const opaque = (validator: string): string => validator.replace(/^W\//, '');
