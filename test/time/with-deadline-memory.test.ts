import { AsyncLocalStorage } from 'node:async_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it, vi } from 'vitest';
import { withDeadline } from '../../src/time/with-deadline.ts';
import { never } from '../transport/exchange-stub.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

it('holds nothing of the request that it is set in, however long its time is', async () => {
  const requests = new AsyncLocalStorage<object>();
  const begin = (): WeakRef<object> => {
    const request = { body: 'of a request' };
    requests.run(request, () => void withDeadline(never(), 3_600_000));
    return new WeakRef(request);
  };
  const request = begin();
  await vi.waitFor(() => {
    collectGarbage();
    // A failed comparison would hold what it compared.
    expect(request.deref() === undefined).toBe(true);
  });
});
