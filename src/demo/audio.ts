import { Readable } from 'node:stream';
import { createRandom } from './create-random.ts';
import type { DemoReply, DemoRequest } from './demo-http.ts';

const SAMPLES_PER_SECOND = 8000;
const HEADER_BYTES = 44;
const CHUNK_BYTES = 65_536;

/** Answers a request for a recording: a playable WAV tone of the given length, whole, in part, or its head only. */
export function serveTone(request: DemoRequest, options: { seed: number; seconds: number; etag?: string }): DemoReply {
  const size = HEADER_BYTES + options.seconds * SAMPLES_PER_SECOND;
  const head = {
    'content-type': 'audio/wav',
    'accept-ranges': 'bytes',
    ...(options.etag === undefined ? {} : { etag: options.etag }),
  };
  const { range: wanted, 'if-range': ifRange } = request.headers;
  // What was kept is of another recording: its continuation would be, too.
  const isStale = ifRange !== undefined && ifRange !== options.etag;
  const range = isStale ? null : readRange(wanted, size);
  if (range === 'unsatisfiable')
    return { status: 416, headers: { ...head, 'content-range': `bytes */${size}` }, body: '' };
  const { from, to } = range ?? { from: 0, to: size };
  const headers = {
    ...head,
    'content-length': String(to - from),
    ...(range === null ? {} : { 'content-range': `bytes ${from}-${to - 1}/${size}` }),
  };
  const body = request.method === 'HEAD' ? '' : Readable.from(toneBytes(options.seed, size, from, to));
  return { status: range === null ? 200 : 206, headers, body };
}

type ByteSpan = { from: number; to: number };

function readRange(header: string | undefined, size: number): ByteSpan | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const from = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const to = match[1] === '' || match[2] === '' ? size : Math.min(size, Number(match[2]) + 1);
  return from >= size || from >= to ? 'unsatisfiable' : { from, to };
}

// Made as it is read, so that a recording of any length costs a chunk of memory.
function* toneBytes(seed: number, size: number, from: number, to: number): Generator<Uint8Array> {
  const header = wavHeader(size);
  const second = secondOfTone(seed);
  const loudness = minuteOfSpeech(seed);
  for (let at = from; at < to; at += CHUNK_BYTES) {
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, to - at));
    for (let index = 0; index < chunk.length; index += 1) {
      const sample = at + index - HEADER_BYTES;
      const step = Math.floor(sample / SAMPLES_PER_STEP) % loudness.length;
      chunk[index] = header[at + index] ?? SILENCE + loudness[step]! * second[sample % SAMPLES_PER_SECOND]!;
    }
    yield chunk;
  }
}

/** What silence is in samples of eight bits. */
const SILENCE = 128;

// A tone of whole waves in a second: every second of it is the same.
function secondOfTone(seed: number): Float32Array {
  const step = ((300 + (seed % 12) * 40) * 2 * Math.PI) / SAMPLES_PER_SECOND;
  return Float32Array.from({ length: SAMPLES_PER_SECOND }, (_, index) => 40 * Math.sin(index * step));
}

const SAMPLES_PER_STEP = SAMPLES_PER_SECOND / 8;
const STEPS = 60 * 8;

// It comes and goes as two people speak, one louder than the other, in sentences with pauses: what a waveform shows.
function minuteOfSpeech(seed: number): Float32Array {
  const random = createRandom(seed);
  const loudness = new Float32Array(STEPS);
  for (let at = 0; at < STEPS; at += Math.floor(2 + 10 * random())) {
    const voice = random() < 0.5 ? 1 : 0.6;
    const end = Math.min(STEPS, at + Math.floor(6 + 40 * random()));
    for (; at < end; at += 1) loudness[at] = voice * (0.3 + 0.7 * random());
  }
  return loudness;
}

function wavHeader(size: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0);
  header.writeUInt32LE(size - 8, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 24);
  header.writeUInt32LE(SAMPLES_PER_SECOND, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(size - HEADER_BYTES, 40);
  return header;
}
