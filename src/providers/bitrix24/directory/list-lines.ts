import { inOrderOfId } from '../../../domain/native-id.ts';
import { type Line, distinctLines, toLine } from '../../../domain/line.ts';
import { ProviderError } from '../../../domain/provider-error.ts';
import { listOf, recordOf, textOrNull } from '../../../transport/read-wire.ts';
import type { Bitrix24Client, LineAnswer } from '../api/client.ts';
import type { Portal } from '../calls/row.ts';

/** The portal's lines; null where this user or application has not the right to see them. */
export async function listLines(
  { client, portal }: { client: Pick<Bitrix24Client, 'getLines'>; portal: Portal },
  signal: AbortSignal,
): Promise<readonly Line[] | null> {
  const { rented, external } = await client.getLines(signal).catch(toRefused);
  if (isClosed(rented)) return null;
  const lineOf = (number: string | null, name: unknown): Line | [] =>
    toLine(
      portal.provider,
      { number, displayName: textOrNull(name), defaultCountry: portal.defaultCountry },
      textOrNull(name),
    ) ?? [];
  const lines = [
    ...Object.entries(recordOf(resultOf(rented))).flatMap(([number, name]) => lineOf(number, name)),
    // Not every application may read what others have registered.
    ...(external === null || isClosed(external) ? [] : listOf(resultOf(external))).flatMap((row) => {
      const { NUMBER, NAME } = recordOf(row);
      return lineOf(textOrNull(NUMBER), NAME);
    }),
  ];
  return inOrderOfId(distinctLines(lines));
}

const isClosed = (answer: LineAnswer): boolean => answer instanceof ProviderError && answer.kind === 'forbidden';

/** A refusal of the only question is one of that question. */
function toRefused(error: unknown): { readonly rented: ProviderError; readonly external: null } {
  if (error instanceof ProviderError) return { rented: error, external: null };
  throw error;
}

function resultOf(answer: LineAnswer): unknown {
  if (answer instanceof ProviderError) throw answer;
  return answer.result;
}
