import type { Demo } from '../demo/index.ts';
import { FIRST_QUERY } from '../server/example-queries.ts';

export type DemoScreen = {
  readonly url: string;
  readonly version: string;
  readonly demo: Demo;
  readonly broken?: readonly string[] | undefined;
  readonly writeSettings?: string | undefined;
};

/** What a newcomer sees first. */
export function demoScreen({ url, version, demo, broken = [], writeSettings }: DemoScreen): string {
  const vendors = Object.values(demo.vendors).map(({ settings: { id }, kind }) => {
    const isBroken = broken.includes(id) || broken.includes(kind);
    return `    ${id.padEnd(9)} ${kind}${isBroken ? '   answers with errors' : ''}`;
  });
  const check =
    writeSettings === undefined ? '' : `\n  In another terminal: npm start -- check --settings ${writeSettings}`;
  return `
  Trunkline ${version}, with four demo phone systems on this machine. No keys needed.

    GraphiQL  ${url}/graphql
    Try       ${FIRST_QUERY}

${vendors.join('\n')}

  Try a partial answer: npm start -- --break tracking   (docs/partial-answers.md).${check}
  Your own: npm start -- --settings trunkline.yaml   (docs/settings.md). Ctrl-C stops.
`;
}

/** What a Ctrl-C answers while somebody still waits. */
export function stoppingLine(inFlight: number): string {
  const requests = inFlight === 1 ? '1 request is answered' : `${inFlight} requests are answered`;
  return `Stopping when ${requests}; Ctrl-C again ends at once.`;
}
