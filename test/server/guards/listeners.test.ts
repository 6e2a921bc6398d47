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

it('keeps no place for who has gone by the time that they would listen', () => {
  const refused: unknown[] = [];
  const plugin = useListeners({ bounds: { ofClient: 1, inAll: 1 } });
  const listen = (signal: AbortSignal): void =>
    void plugin.onSubscribe!({
      context: { request: new Request('http://localhost/graphql', { signal }) },
      setResultAndStopExecution: (result: unknown) => void refused.push(result),
    } as never);
  listen(AbortSignal.abort());
  listen(new AbortController().signal);
  expect(refused).toEqual([]);
  listen(new AbortController().signal);
  expect(refused).toMatchObject([{ errors: [{ extensions: { code: 'OVERLOADED' } }] }]);
});
