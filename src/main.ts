import { pino } from 'pino';
import type { Demo } from './demo/index.ts';
import { createSyncs } from './history/sync/create-syncs.ts';
import { openHistoryStore } from './history/store/open-history-store.ts';
import type { HistoryStore } from './history/store/history-store.ts';
import { type ProvidersTools, createProviders } from './providers/index.ts';
import { DEMO_CALL_EVERY_MS, breakDemoVendors, demoScreen, stoppingLine, writeDemoSettings } from './cli/demo.ts';
import { checkProviders } from './cli/check-providers.ts';
import { closeOnSignals, stopOnSignals } from './cli/close-on-signals.ts';
import { createLog } from './cli/create-log.ts';
import { type Commands, type CommonOptions, type StartOptions, runCommandLine } from './cli/command-line.ts';
import { type CommandGraph, openCommandGraph } from './cli/open-graph.ts';
import { type OpenedHistory, openHistory } from './cli/history/open-history.ts';
import { joinReplicas } from './cli/join-replicas.ts';
import type { Replicas } from './replicas/open-replicas.ts';
import { explainFailure } from './cli/explain-failure.ts';
import { isConsoleBuilt, servesConsole } from './server/console.ts';
import { type SettingsOverrides, checkSettings, readSettingsFile } from './server/settings-file/read-settings-file.ts';
import { type ServerMetrics, createServerMetrics } from './server/metrics/server-metrics.ts';
import { settingsJsonSchema } from './server/settings-file/settings-outline.ts';
import type { Settings } from './server/settings.ts';
import { tellSeldom } from './transport/tell-seldom.ts';
import { UsageError } from './cli/usage-error.ts';
import { watchSettings } from './cli/watch-settings.ts';
import { MONOTONIC_TIMER } from './time/timer.ts';
import { isLoopbackHost } from './transport/safe-url.ts';
import type { Renewal, Trunkline } from './server/start-trunkline.ts';
import { startTracing } from './telemetry/start-tracing.ts';
import { createAccountMemory } from './transport/account-memory.ts';
import { type Log, SILENT_LOG } from './transport/log.ts';
import { VERSION } from './version.ts';

const commands: Commands = {
  start,
  check,
  settingsSchema: async () => print(JSON.stringify(settingsJsonSchema(), null, 2)),
  mcp,
};

const stopping = new AbortController();

try {
  const exitCode = await runCommandLine(process.argv.slice(2), commands, {
    version: VERSION,
    print,
    history: {
      open: openHistoryUntilStopped,
      screen: { isTerminal: process.stdout.isTTY, write: (text) => void process.stdout.write(text) },
      signal: stopping.signal,
    },
    exporting: {
      openGraph: openForExport,
      output: process.stdout,
      // Rows may go to standard output.
      screen: { isTerminal: process.stderr.isTTY, write: (text) => void process.stderr.write(text) },
      signal: stopping.signal,
    },
  });
  if (exitCode !== null) process.exit(exitCode);
} catch (error) {
  const { message, exitCode } = explainFailure(error);
  console.error(message);
  process.exit(exitCode);
}

/** Opens the history for a command, which the operator may end at any time. */
function openHistoryUntilStopped({ settings }: CommonOptions): Promise<OpenedHistory> {
  stopOnSignals((why) => stopping.abort(why));
  return openHistory(settings, createLog('warn', pino.destination(2)));
}

type PreparedGraph = CommandGraph & { readonly settings: Settings; readonly log: Log };

async function openGraphUntilStopped(options: CommonOptions): Promise<PreparedGraph> {
  stopOnSignals((why) => stopping.abort(why));
  const { settings, demo } = await prepare(options);
  const log = createLog('warn', pino.destination(2));
  const graph = await openCommandGraph(settings, log, stopping.signal);
  const close = async (): Promise<void> => {
    await graph.close();
    await demo?.close();
  };
  return { ...graph, settings, log, close };
}

async function openForExport(options: CommonOptions & { readonly follow?: boolean }) {
  const { settings, ...graph } = await openGraphUntilStopped(options);
  if (options.follow === true && settings.store.kind === 'memory') {
    await graph.close();
    throw new UsageError(
      'With --follow, the store of the settings must be one that a running server fills (store.kind: sqlite or postgres); nobody else sees one in memory.',
    );
  }
  return { ...graph, pageSize: settings.timeline.maxPageSize, now: Date.now, timer: MONOTONIC_TIMER };
}

async function mcp(options: CommonOptions): Promise<number> {
  const { settings, ask, log, ...graph } = await openGraphUntilStopped(options);
  const { serveMcp } = await import('./cli/mcp/serve-mcp.ts');
  const { stdin: input, stdout: output } = process;
  const writes = settings.mcp?.writes ?? false;
  return serveMcp({ ...{ ask, writes, input, output, log }, version: VERSION, signal: stopping.signal }).finally(() =>
    graph.close(),
  );
}

async function start(options: StartOptions): Promise<null> {
  const { settings, demo } = await prepare(options);
  const log = createLog(settings.log.level);
  const tracing = await startTracing(settings.tracing, {
    version: VERSION,
    onTrouble: tellSeldom((said) => log.warn({ said }, 'traces cannot be sent')),
  });
  const metrics = createServerMetrics();
  const replicas = await joinReplicas(settings.store, log);
  const tools: ServedTools = { log, metrics, replicas, memory: createAccountMemory() };
  const trunkline = await startServer(settings, tools).catch(async (error: unknown) => {
    await replicas?.close();
    await demo?.close();
    throw error;
  });
  const hangUp = demo && (await pushCalls(demo, trunkline.url));
  const apply = (next: Settings): Renewal => {
    const renewal = trunkline.renew(next, (own) => createProviders(own, providersToolsOf(tools)));
    log.level = next.log.level;
    return renewal;
  };
  const { settings: path } = options;
  // Without a settings file there is nothing to read again.
  const unwatch =
    path === undefined ? null : watchSettings({ path, settings, log, apply, read: () => readSettings(path, options) });
  closeOnSignals(async (graceMs) => {
    unwatch?.();
    hangUp?.();
    const inFlight = trunkline.inFlight();
    if (!demo) log.info({ inFlight }, 'stopping');
    else if (inFlight > 0) console.error(stoppingLine(inFlight));
    await trunkline.close(graceMs);
    await tracing.stop();
    await demo?.close();
  });
  const { break: broken, writeSettings } = options;
  const hasConsole = servesConsole(settings) && isConsoleBuilt();
  if (demo) print(demoScreen({ url: trunkline.url, version: VERSION, demo, hasConsole, broken, writeSettings }));
  else log.info({ url: `${trunkline.url}/graphql`, providers: settings.providers.map(({ id }) => id) }, 'listening');
  return null;
}

/** Lets calls of the demo end while it runs, and their vendors push them. */
async function pushCalls(demo: Demo, url: string): Promise<() => void> {
  const { letCallsEnd } = await import('./demo/let-calls-end.ts');
  await demo.pushTo(url);
  return letCallsEnd(demo, DEMO_CALL_EVERY_MS);
}

/** What a server and its providers are made with, however often its settings are read again. */
type ServedTools = Required<Pick<ProvidersTools, 'log' | 'memory'>> & {
  readonly metrics: ServerMetrics;
  readonly replicas: Replicas | null;
};

/** What providers are made with; others may draw from the same accounts. */
function providersToolsOf({
  log,
  memory,
  metrics,
  replicas,
}: Pick<ServedTools, 'log' | 'replicas'> & Partial<ServedTools>): ProvidersTools {
  return { log, memory, now: Date.now, traffic: metrics?.traffic, shareAccount: replicas?.shareAccount };
}

/** Opens the store before anything else: one that cannot be used is told at once. */
async function startServer(settings: Settings, tools: ServedTools): Promise<Trunkline> {
  const { log, metrics, replicas } = tools;
  const store = settings.history === null ? null : await openStore(settings, log, metrics);
  try {
    // Building the graph takes a while: what is refused before is told at once.
    const { startTrunkline } = await import('./server/start-trunkline.ts');
    const providers = createProviders(settings.providers, providersToolsOf(tools));
    return await startTrunkline(settings, {
      providers,
      log,
      // Who may be told apart is written down whatever the level of the log.
      auditLog: settings.auth.mode === 'none' ? log : createLog('info'),
      now: Date.now,
      metrics,
      replicas,
      ...(store && { store, createSync: createSyncs }),
    });
  } catch (error) {
    await store?.close();
    throw error;
  }
}

function openStore({ store }: Settings, log: Log, metrics: ServerMetrics): Promise<HistoryStore> {
  return openHistoryStore(store, {
    as: 'server',
    watch: metrics.store,
    onNoTextIndex: () =>
      log.warn(
        {},
        'the database has no pg_trgm, or its user may not create it: searches by text and by parts of numbers read through all texts. ' +
          'Run CREATE EXTENSION pg_trgm as its owner, then restart',
      ),
    onSetAside: (name, { message }) =>
      log.error({ name, error: message }, 'the store was damaged: it was set aside under this name, and is begun anew'),
  });
}

async function check(options: CommonOptions): Promise<number> {
  const { settings, demo } = await prepare(options);
  await checkDocuments(settings);
  const replicas = await joinReplicas(settings.store, SILENT_LOG);
  const providers = createProviders(settings.providers, providersToolsOf({ log: SILENT_LOG, replicas }));
  const checked = await checkProviders(providers, ({ lines }) => print(lines.join('\n')));
  await Promise.all(providers.map((provider) => provider.close()));
  await replicas?.close();
  await demo?.close();
  return checked.every(({ isOk }) => isOk) ? 0 : 1;
}

/** Throws what is wrong with the trusted operations. */
async function checkDocuments(settings: Settings): Promise<void> {
  if (settings.documents.file.length === 0) return;
  // Building the graph takes a while.
  const { readTrustedDocuments } = await import('./server/documents/trusted-documents.ts');
  readTrustedDocuments(settings);
}

/** The settings of the file, or the demo with settings that reach it. */
async function prepare(options: StartOptions): Promise<{ settings: Settings; demo: Demo | null }> {
  const { settings, host, allowOrigin: allowedOrigins, federation = false } = options;
  if (settings !== undefined) return { settings: readSettings(settings, options), demo: null };
  if (host !== undefined && !isLoopbackHost(host))
    throw new UsageError(
      'The demo is served on this machine only, since it asks nobody for a key: leave --host out, or give a settings file with --settings to listen elsewhere.',
    );
  // Whoever has phone systems of their own does not wait for those of the demo to load.
  const { startDemo } = await import('./demo/index.ts');
  const demo = await startDemo({ hasExamples: true, hasHooks: true });
  try {
    breakDemoVendors(demo, options.break ?? []);
    if (options.writeSettings !== undefined) writeDemoSettings(demo, options.writeSettings);
    const server = { ...overridesOf(options), ...(allowedOrigins === undefined ? {} : { allowedOrigins }) };
    const value = {
      server,
      federation,
      store: { kind: 'memory' },
      history: { keepTranscripts: true },
      log: { level: 'warn' },
      people: demo.people,
      providers: demo.providers,
    };
    return { settings: checkSettings({ value, problems: [], filled: new Set() }, 'the demo'), demo };
  } catch (error) {
    await demo.close();
    throw error;
  }
}

function readSettings(path: string, options: StartOptions): Settings {
  return readSettingsFile(path, process.env, overridesOf(options));
}

/** What the command line says instead of the settings. */
function overridesOf({ host, port }: StartOptions): SettingsOverrides {
  return { ...(host !== undefined && { host }), ...(port !== undefined && { port }) };
}

function print(text: string): 0 {
  process.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}
