const NEXT = 'event: next\ndata: ';

/** The payloads of the `next` events of an answer; heartbeats and the end are left out. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    const events = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = events.pop()!;
    for (const event of events) if (event.startsWith(NEXT)) yield event.slice(NEXT.length);
  }
}
