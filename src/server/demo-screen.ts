import type { Demo } from '../demo/index.ts';
import { FIRST_QUERY } from './example-queries.ts';

/** What a newcomer sees first. */
export function demoScreen({ url, version, demo }: { url: string; version: string; demo: Demo }): string {
  const vendors = Object.values(demo.vendors).map(({ settings, kind }) => `    ${settings.id.padEnd(9)} ${kind}`);
  return `
  Trunkline ${version}, with four demo phone systems on this machine. No keys needed.

    GraphiQL  ${url}/graphql
    Try       ${FIRST_QUERY}

${vendors.join('\n')}

  Your own: npm start -- --settings trunkline.yaml   (docs/settings.md). Ctrl-C stops.
`;
}

/** What a Ctrl-C answers while somebody still waits. */
export function stoppingLine(inFlight: number): string {
  const requests = inFlight === 1 ? '1 request is answered' : `${inFlight} requests are answered`;
  return `Stopping when ${requests}; Ctrl-C again ends at once.`;
}
