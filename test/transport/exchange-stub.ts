import type { HttpRequest, Send } from '../../src/transport/http.ts';

/** A read of nothing in particular. */
export const READ: HttpRequest = {
  method: 'GET',
  url: 'https://vendor.example/calls?key=s3cret',
  operation: 'vendor.calls',
  purpose: 'read',
};

/** A signal that nobody aborts. */
export const never = (): AbortSignal => new AbortController().signal;

/** A send whose exchanges stay open until the test answers them; it hears its signal. */
export function createOpenSend<Reply>(): {
  readonly send: Send<Reply>;
  readonly asked: {
    request: HttpRequest;
    signal: AbortSignal;
    answer: (reply: Reply) => void;
    fail: (error: Error) => void;
  }[];
} {
  const asked: ReturnType<typeof createOpenSend<Reply>>['asked'] = [];
  const send: Send<Reply> = (request, signal) =>
    new Promise((resolve, reject) => {
      asked.push({ request, signal, answer: resolve, fail: reject });
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  return { send, asked };
}
