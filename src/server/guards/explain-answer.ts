import type { ExecutionResult } from 'graphql';
import type { Plugin } from 'graphql-yoga';

const TRACE_HEADER = 'x-trunkline-trace';

/** Whether a request asks how its answer came about. */
export const isTraced = (request: Request): boolean => request.headers.get(TRACE_HEADER) === '1';

type ExecuteHooks = Exclude<Awaited<ReturnType<NonNullable<Plugin['onExecute']>>>, void>;

/** Adds extensions to an answer once it is done; to one that comes in parts, in its last part. */
export function explainAnswer(extensions: () => Readonly<Record<string, unknown>>): ExecuteHooks {
  const withExtensions = (answer: ExecutionResult): ExecutionResult => ({
    ...answer,
    extensions: { ...answer.extensions, ...extensions() },
  });
  return {
    onExecuteDone({ result, setResult }) {
      if (!(Symbol.asyncIterator in result)) return setResult(withExtensions(result));
      return {
        onNext({ result: part, setResult: setPart }) {
          if ('hasNext' in part && part.hasNext === false) setPart(withExtensions(part));
        },
      };
    },
  };
}
