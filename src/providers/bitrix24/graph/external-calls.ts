import type { ExternalCallInput, ExternalCalls, WriteOutcome } from '../../../domain/external-calls.ts';
import type { Provider } from '../../../domain/provider.ts';
import { builder } from '../../../graph/builder.ts';
import type { GraphContext } from '../../../graph/context.ts';
import { asks } from '../../../graph/demand.ts';
import { providerOfArgument } from '../../../graph/provider.ts';
import {
  AttachExternalCallRecordingInput,
  FinishExternalCallInput,
  RegisterExternalCallInput,
} from './external-call-inputs.ts';
import { AttachResult, FinishResult, RegisterResult, type Result } from './external-call-results.ts';
import type { RefusalCode } from '../writes/to-refusal.ts';
import type { AttachedRecording, FinishedCall, RegisteredCall } from '../writes/to-written-call.ts';

const WRITE = { scope: 'calls:write', nullable: false, extensions: asks('write') } as const;
const input = 'What is written, in the parameters of Bitrix24.';

builder.mutationFields((t) => ({
  registerExternalCall: t.field({
    ...WRITE,
    type: RegisterResult,
    description:
      'Makes a call that ran elsewhere known to Bitrix24. The first step: only a registered call can be finished.',
    args: { input: t.arg({ type: RegisterExternalCallInput, required: true, description: input }) },
    resolve: (_root, args, context) => write<RegisteredCall>('register', args.input, context),
  }),
  finishExternalCall: t.field({
    ...WRITE,
    type: FinishResult,
    description:
      "Ends a registered call: Bitrix24 writes it into its statistics, where it becomes a CallSession, and into the CRM's activities.",
    args: { input: t.arg({ type: FinishExternalCallInput, required: true, description: input }) },
    resolve: (_root, args, context) => write<FinishedCall>('finish', args.input, context),
  }),
  attachExternalCallRecording: t.field({
    ...WRITE,
    type: AttachResult,
    description: 'Adds the recording to a finished call.',
    args: { input: t.arg({ type: AttachExternalCallRecordingInput, required: true, description: input }) },
    resolve: (_root, args, context) => write<AttachedRecording>('attachRecording', args.input, context),
  }),
}));

type Input = { readonly provider: string } & ExternalCallInput;

/** Writes once. `Reply` is what the method of this name answers, as to-written-call.ts reads it. */
async function write<Reply>(
  method: keyof ExternalCalls,
  { provider: key, ...given }: Input,
  context: GraphContext,
): Promise<Result<Reply>> {
  const provider = providerOfArgument(key, context);
  if (!provider.externalCalls) return refuse(provider);
  // An explicit null is a parameter left out.
  const parameters = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
  const outcome: WriteOutcome = await provider.externalCalls[method](parameters, context.signal);
  // What this request remembers may be older than the write.
  context.loaders.sessions.clearAll();
  context.loaders.recordings.clearAll();
  if (outcome.outcome !== 'done') return outcome;
  return { ...(outcome.reply as Reply), outcome: 'done', provider: provider.key };
}

function refuse({ key, kind }: Provider): Result<never> {
  const [code, why]: [RefusalCode, string] =
    kind === 'bitrix24'
      ? [
          'WRONG_AUTH_TYPE',
          'is reached over a webhook, which may not write calls: give it "oauth" in place of "webhookUrl"',
        ]
      : ['UNSUPPORTED', 'takes no external calls: only a Bitrix24 portal with an OAuth application does'];
  return { outcome: 'refused', code, message: `Nothing was sent. The provider "${key}" ${why}.` };
}
