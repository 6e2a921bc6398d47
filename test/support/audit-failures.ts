import { serverAudits } from 'graphql-http';

/** Runs the audits of GraphQL over HTTP on an endpoint: the names of those that it fails, of the 61 that there are. */
export async function auditFailures(url: string, headers: Readonly<Record<string, string>>): Promise<string[]> {
  const fetchFn = (input: string, init: RequestInit = {}) =>
    fetch(input, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } });
  const audits = serverAudits({ url, fetchFn });
  if (audits.length !== 61) throw new Error(`There are ${audits.length} audits, and not 61.`);
  const results = await Promise.all(audits.map(({ fn }) => fn()));
  return results.flatMap((result) => (result.status === 'ok' ? [] : [`${result.name}: ${result.reason}`]));
}
