import { StoreError } from '../history/store/store-error.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { commandLine } from './command-name.ts';
import { UsageError } from './usage-error.ts';
import { toSentence } from '../providers/vendor-words.ts';
import { TracingUnavailable } from '../telemetry/start-tracing.ts';
import { ExportError } from '../export/export-error.ts';
import { DocumentsError } from '../server/documents/documents-error.ts';
import { SettingsError } from '../server/settings-file/settings-error.ts';

/** What to tell an operator when Trunkline cannot start: 2 for what was typed or set, 1 for what the machine refuses. */
export function explainFailure(error: unknown): { readonly message: string; readonly exitCode: 1 | 2 } {
  if (error instanceof UsageError)
    return { message: `${toSentence(error.message)} What there is: ${commandLine('--help')}`, exitCode: 2 };
  if (error instanceof SettingsError || error instanceof DocumentsError) return { message: error.message, exitCode: 2 };
  if (error instanceof ProviderError && error.kind === 'misconfigured')
    return { message: `The settings of ${error.provider} cannot be used: ${error.message}`, exitCode: 2 };
  if (error instanceof TracingUnavailable) return { message: error.message, exitCode: 2 };
  if (error instanceof StoreError) return { message: `The store cannot be used: ${error.message}`, exitCode: 2 };
  if (error instanceof ExportError) return { message: error.message, exitCode: 1 };
  return { message: explainListening(error) ?? describe(error), exitCode: 1 };
}

function explainListening(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const { port, address } = error as { port?: number; address?: string };
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${address} is taken by another program. Choose another, in server.port of the settings or here: ${commandLine(`--port ${otherThan(port)}`)}; 0 takes any that is free.`;
    case 'EACCES':
      return `This user may not listen on port ${port}. Ports from 1024 up are open to everyone: ${commandLine('--port 4000')}`;
    case 'EADDRNOTAVAIL':
      return `${address} is no address of this machine. Choose one: ${commandLine('--host 127.0.0.1')}`;
    case 'ENOTFOUND':
      return `The host to listen on has no address. Choose one that has: ${commandLine('--host 127.0.0.1')}`;
    default:
      return null;
  }
}

const otherThan = (port = 4000): number => (port < 65_535 ? port + 1 : 4000);

const describe = (error: unknown): string =>
  `Trunkline could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
