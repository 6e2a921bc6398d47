import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DAY_MS, type Instant } from '../time/instant.ts';
import { type ExampleOptions, exampleQueries } from './example-queries.ts';
import { KEY_IN_TAB } from './key-page.ts';
import { createStaticAnswer } from './http/static-answer.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export type GraphiQL = ReturnType<typeof createGraphiQL>;

/** GraphiQL, served from this machine alone. Nothing is read or compressed before somebody opens the page. */
export function createGraphiQL(now: () => Instant, options: ExampleOptions = {}) {
  let loading: Promise<Assets> | undefined;
  const load = () => (loading ??= loadAssets());
  let today: { readonly day: number; readonly answer: Answer } | undefined;
  return {
    /** The page: a few kilobytes with the example tabs of the day, checked with the server at each visit. */
    async answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
      const { version } = await load();
      const day = Math.floor(now() / DAY_MS);
      if (today?.day !== day) today = { day, answer: createPage(version, toTabs(now(), options)) };
      return today.answer(request, response);
    },
    /** Nine megabytes of code below /graphiql/, which a browser fetches once. Null: there is no such file. */
    findAsset: async (name: string) => (await load()).answers.get(name) ?? null,
  };
}

type Assets = {
  /** Changes with the code: a browser keeps each file for good under an address that names it. */
  readonly version: string;
  readonly answers: ReadonlyMap<string, Answer>;
};

async function loadAssets(): Promise<Assets> {
  // The package's own page has all of it inline, to be sent again at each visit.
  const code = await import('@graphql-yoga/render-graphiql/graphiql');
  const script = 'text/javascript; charset=utf-8';
  const files = {
    'graphiql.js': [script, code.js],
    'editor.worker.js': [script, code.editorWorkerService],
    'json.worker.js': [script, code.jsonWorker],
    'graphql.worker.js': [script, code.graphqlWorker],
    'graphiql.css': ['text/css; charset=utf-8', code.css],
    'favicon.ico': ['image/x-icon', Buffer.from(code.favicon.slice(code.favicon.indexOf(',') + 1), 'base64')],
  } as const;
  const hash = createHash('sha256');
  for (const [, body] of Object.values(files)) hash.update(body);
  const cacheControl = 'public, max-age=31536000, immutable';
  const answers = new Map(
    Object.entries(files).map(([name, [contentType, body]]) => [
      name,
      createStaticAnswer({ contentType, body, cacheControl }),
    ]),
  );
  return { version: hash.digest('base64url').slice(0, 16), answers };
}

// Addresses are relative: a proxy may serve all of this below a path of its own.
const createPage = (version: string, tabs: readonly object[]): Answer =>
  createStaticAnswer({
    contentType: 'text/html; charset=utf-8',
    cacheControl: 'no-cache',
    body: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Trunkline</title>
    <link rel="icon" href="graphiql/favicon.ico?${version}" />
    <link rel="stylesheet" href="graphiql/graphiql.css?${version}" />
    <style>
      /* Every tab can be seen: what does not fit into one row goes on in the next. */
      .graphiql-sessions .graphiql-session-header {
        height: auto;
      }
      .graphiql-tabs {
        flex-wrap: wrap;
        row-gap: 0;
      }
      /* GraphiQL moves a tab away as soon as it is pressed, so that the click ends elsewhere and opens nothing. */
      .graphiql-tab:focus-within {
        transform: none !important;
      }
    </style>
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript. Without it, send queries with POST to this address.</noscript>
    <div id="root"></div>
    <script>
      const workers = { editorWorkerService: 'editor', json: 'json', graphql: 'graphql' };
      self.MonacoEnvironment = {
        globalAPI: false,
        getWorkerUrl: (_module, label) => 'graphiql/' + workers[label] + '.worker.js?${version}',
      };
    </script>
    <script>
      const key = sessionStorage.getItem('${KEY_IN_TAB}');
      const send = self.fetch;
      if (key !== null)
        self.fetch = (asked, init) => {
          const request = new Request(asked, init);
          if (new URL(request.url).pathname === location.pathname) request.headers.set('authorization', 'Bearer ' + key);
          return send(request);
        };
    </script>
    <script src="graphiql/graphiql.js?${version}"></script>
    <script>
      YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${toScript({ title: 'Trunkline', defaultTabs: tabs })});
    </script>
  </body>
</html>
`,
  });

/** JSON that cannot end the script it stands in. */
const toScript = (value: object): string => JSON.stringify(value).replaceAll('<', '\\u003c');

const toTabs = (now: Instant, options: ExampleOptions) =>
  exampleQueries(now, options).map(({ title, query, variables }) => ({
    query: `# ${title.replaceAll('\n', '\n# ')}\n${query}`,
    variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
  }));
