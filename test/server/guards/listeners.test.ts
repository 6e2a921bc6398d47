import { expect, it } from 'vitest';
import { useListeners } from '../../../src/server/guards/use-listeners.ts';

it('lets nobody begin to listen once those who listen have been cut off', () => {
  const refused: unknown[] = [];
  const plugin = useListeners({ stopping: AbortSignal.abort() });
  void plugin.onSubscribe!({
    context: { request: new Request('http://localhost/graphql') },
    setResultAndStopExecution: (result: unknown) => void refused.push(result),
  } as never);
  expect(refused).toMatchObject([{ errors: [{ extensions: { code: 'OVERLOADED' } }] }]);
});
