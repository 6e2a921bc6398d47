import { z } from 'zod';
import '../providers/index.ts';
import { admissionSettings } from './admission/admission-settings.ts';
import { authSettings } from './auth/auth-settings.ts';
import { anyProviderSettings } from '../providers/provider-kinds.ts';
import { withoutTrailing } from '../transport/read-wire.ts';

/** An origin whose pages may ask, or "*". */
export const ORIGIN = /^(\*|https?:\/\/[^/\s]+)$/;
export const ORIGIN_WANTED = 'must be an origin such as https://app.example.com, without a path, or "*"';

const flag = (usual: boolean, about: string) => z.boolean().default(usual).describe(about);

const httpUrl = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an absolute http or https URL, such as ${example}` })
    .transform((url) => withoutTrailing(url, '/'));

const limits = z.strictObject({
  maxBodyBytes: z.int().min(1000).default(1_000_000).describe('The largest request body, in bytes.'),
  maxTokens: z.int().min(100).default(5000).describe('Tokens in one GraphQL document.'),
  maxSelections: z
    .int()
    .min(100)
    .default(10_000)
    .describe('Fields and fragments that an operation selects, each fragment written out wherever it is spread.'),
  maxDepth: z.int().min(3).default(12).describe('How deep fields may nest.'),
  maxAliases: z.int().min(0).default(50).describe('Aliases in one document.'),
  maxDirectives: z.int().min(0).default(100).describe('Directives in one document.'),
  maxParts: z
    .int()
    .min(0)
    .default(20)
    .describe('Places of one query whose answer comes later: @defer and @stream, each wherever it stands.'),
  maxWrites: z.int().min(0).default(10).describe('Mutations in one document. They run one after the other.'),
  maxCost: z
    .int()
    .min(100)
    .default(20_000)
    .describe(
      'Objects a query may bring, counted ahead from its page sizes, plus 20 for each request to a vendor and 1 for each 1,000 bytes.',
    ),
});

const server = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('The address to listen on. Anything but the loopback needs auth, or `allowUnauthenticated`.'),
  port: z.int().min(0).max(65_535).default(4000).describe('The port to listen on; 0 takes any that is free.'),
  publicUrl: httpUrl('https://calls.example.com')
    .optional()
    .describe(
      'How clients reach this server: links to itself start with it. Needed wherever `host` is not the loopback.',
    ),
  allowUnauthenticated: flag(false, 'Serve everyone who can reach the address, without asking who they are.'),
  allowedOrigins: z
    .array(z.string().regex(ORIGIN, ORIGIN_WANTED))
    .default([])
    .describe('Origins whose pages may ask from a browser (CORS). None when left out: GraphiQL needs none.'),
  console: flag(true, 'Whether / shows the console to a browser. Not with federation: true.'),
  graphiql: flag(true, 'Whether /graphql shows GraphiQL to a browser.'),
  introspection: flag(true, 'Whether clients may ask for the schema.'),
  limits: limits
    .prefault({})
    .describe('What one request may ask for; more is refused before anything is asked upstream.'),
});

const timeline = z
  .strictObject({
    maxPageSize: z.int().min(1).max(10_000).default(1000).describe('The largest `first` or `last`.'),
    defaultPageSize: z
      .int()
      .min(1)
      .optional()
      .describe('The page size when a query names none; 50 when left out, or the largest where that is less.'),
  })
  .refine(({ defaultPageSize = 1, maxPageSize }) => maxPageSize < 1 || defaultPageSize <= maxPageSize, {
    path: ['defaultPageSize'],
    error: 'must not be more than timeline.maxPageSize',
  })
  .transform(({ maxPageSize, defaultPageSize = Math.min(50, maxPageSize) }) => ({ maxPageSize, defaultPageSize }));

const store = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('sqlite'),
      path: z
        .string()
        .min(1)
        .default('./trunkline.db')
        .describe('A file on a disk of this machine; a relative path starts in the folder of the settings file.'),
    }),
    z.strictObject({
      kind: z.literal('postgres'),
      url: z
        .string()
        .regex(/^postgres(ql)?:\/\//, 'must be the address of a database, such as postgres://host/trunkline')
        .describe('The database. A secret, where it has a password.'),
    }),
    z.strictObject({ kind: z.literal('memory') }),
  ])
  .prefault({ kind: 'sqlite' });

const history = z
  .union([
    z.enum(
      ['off'],
      'must be off, or some of keepDays, keepTranscripts, share, freshSeconds and lateSeconds; leave it out to keep history as usual',
    ),
    z.strictObject({
      keepDays: z.int().min(1).max(3660).default(400).describe('For how many days calls are kept.'),
      keepTranscripts: flag(
        false,
        'Whether what was said in calls is kept as text, where a vendor has it: `text` then finds calls by it. What is kept goes when this is switched off.',
      ),
      share: z
        .number()
        .min(0.01)
        .max(0.9)
        .default(0.3)
        .describe("The largest share of a vendor's allowance that filling the history takes; people go first."),
      freshSeconds: z
        .number()
        .min(1)
        .max(3600)
        .default(10)
        .describe('How old the last hour of calls may be before it is read again for whoever asks.'),
      lateSeconds: z
        .number()
        .min(1)
        .max(86_400)
        .default(300)
        .describe('The same of older calls that may still change or appear.'),
    }),
    z.literal(false),
  ])
  .prefault({})
  .transform((value) => (value === 'off' || value === false ? null : value));

const documents = z
  .strictObject({
    file: z
      .union(
        [z.string().min(1), z.array(z.string().min(1)).min(1)],
        'must be the path of a file of operations, or several',
      )
      .default([])
      .transform((files) => (typeof files === 'string' ? [files] : files))
      .describe(
        'Operations by their ids, as graphql-codegen, relay-compiler or Apollo wrote them; one file or several. Relative ' +
          'paths start in the folder of the settings file.',
      ),
    only: flag(false, 'Whether other operations are refused, except for callers with the scope documents:any.'),
    register: flag(false, 'Whether callers may register operations under their hashes (automatic persisted queries).'),
    cacheSeconds: z
      .int()
      .min(0)
      .max(300)
      .default(0)
      .describe('For how long a client may show an answer again that it asked for by an id, with GET.'),
  })
  .refine(({ file, only }) => !only || file.length > 0, {
    path: ['file'],
    error: 'must name a file of operations where documents.only is true: nothing would be answered',
  });

const tracing = z.strictObject({
  endpoint: httpUrl('http://collector:4318').describe(
    'Where an OpenTelemetry collector takes OTLP over HTTP; `/v1/traces` is added to it.',
  ),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('Headers that the collector wants, such as a key. Secrets.'),
  serviceName: z.string().min(1).default('trunkline').describe('What this server is called in traces.'),
  sampleRatio: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('The share of requests that are traced, 0 to 1. A request that is traced already is traced on.'),
  toVendors: flag(
    true,
    'Whether requests to vendors carry `traceparent`: two random ids and a flag, and nothing else.',
  ),
});

/** "portal:12" */
const AGENT = /^([a-z][a-z0-9-]*):(.+)$/;

const people = z
  .array(
    z.strictObject({
      name: z
        .string()
        .min(1)
        .max(200)
        .describe('What people call them. It is part of who they are: another name is another person.'),
      agents: z
        .array(
          z
            .string()
            .max(250)
            .regex(AGENT, 'must be the id of a provider and the id of an agent there, such as portal:12')
            .transform((text) => {
              const [, provider = '', nativeId = ''] = AGENT.exec(text) ?? [];
              return { provider, nativeId };
            }),
        )
        .min(1, 'must name at least one agent, such as portal:12')
        .describe('Who they are at each phone system: the id of the provider, ":", and Agent.nativeId.'),
    }),
  )
  .max(10_000)
  .default([]);

/** Everything an operator can set. Strict: a key nobody knows is refused. */
export const settingsSchema = z
  .strictObject({
    $schema: z.string().optional().describe('For editors: where the JSON Schema of this file is.'),
    server: server.prefault({}).describe('Where and how Trunkline listens.'),
    auth: authSettings.describe('Who may ask. `none`: everyone who can reach the address.'),
    admission: admissionSettings.describe(
      'How much is begun at a time, and for whom; what would wait too long is refused.',
    ),
    store: store.describe('Where what must outlive a request is kept.'),
    history: history.describe(
      'How much of what was read is kept. `off`: nothing, and every question goes to the vendors.',
    ),
    timeline: timeline.prefault({}).describe('How pages are cut.'),
    media: z
      .strictObject({
        signingKeys: z
          .array(z.string().min(32, 'must have at least 32 characters: openssl rand -base64 32 makes one'))
          .default([])
          .describe(
            'What links to recordings are signed with: the first signs, all are accepted. Without one, links end with ' +
              'the process, or, with a store in Postgres whose url has a password, with that password.',
          ),
        linkSeconds: z
          .int()
          .min(60)
          .max(7 * 86_400)
          .optional()
          .describe(
            'The longest that a link to a recording lives. Left out: an hour, and twice as long as the recording plays.',
          ),
      })
      .prefault({})
      .describe('How recordings are served.'),
    mcp: z
      .union([
        z.enum(['off'], 'must be off, or say with writes whether tools may write'),
        z.strictObject({
          writes: flag(false, 'Whether callers with the scope calls:write are offered tools that write.'),
        }),
        z.literal(false),
      ])
      .prefault({})
      .transform((value) => (value === 'off' || value === false ? null : value))
      .describe('The Model Context Protocol at /mcp, for assistants. `off`: it is not served.'),
    documents: documents.prefault({}).describe('Operations that clients ask for by an id.'),
    log: z
      .strictObject({
        level: z
          .enum(['error', 'warn', 'info', 'silent'])
          .default('info')
          .describe('What is written; a line for each request is `info`.'),
      })
      .prefault({})
      .describe('What is written to standard output, one JSON object a line.'),
    tracing: tracing.optional().describe('Where traces are sent. None are made when left out.'),
    federation: flag(
      false,
      'Serve the graph as a subgraph of Apollo Federation 2: with keys and `_entities`, without `node` and `nodes`.',
    ),
    people: people.describe(
      'Agents who are one human though their phone systems have no common e-mail address for them.',
    ),
    providers: z.array(anyProviderSettings()).min(1, 'must name at least one provider').describe('The phone systems.'),
  })
  .describe('Settings of Trunkline.');

export type Settings = z.infer<typeof settingsSchema>;
export type QueryLimits = Settings['server']['limits'];
