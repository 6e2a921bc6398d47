/**
 * Gives the memory of bytes back as soon as nobody needs them. They lie outside of the heap, where V8 lets 64 MB gather
 * before it looks for what is no longer used. Only a buffer that the chunk has to itself: others share theirs with a
 * neighbour.
 */
export function freeBytes({ buffer, byteLength }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
