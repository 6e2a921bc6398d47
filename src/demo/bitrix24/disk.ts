import { createHash } from 'node:crypto';
import { serveTone } from '../audio.ts';
import type { DemoReply, DemoRequest } from '../demo-http.ts';
import { type MethodResult, fail } from './reply.ts';
import { type Parameters, readInteger } from './read-parameters.ts';
import type { Statistics } from './statistics.ts';
import { FIRST_FILE_ID, LINK_KEY } from './to-statistics-row.ts';

/** The portal's disk, as far as recordings lie on it. */
export type Disk = {
  /** disk.file.get. */
  getFile(parameters: Parameters): MethodResult;
  /** Keeps a recording that an integration handed over; gives its file id. */
  putFile(name: string, bytes: number): number;
  /** The bytes behind a DOWNLOAD_URL or a link of the demo's telephone exchange; null for other paths. */
  download(request: DemoRequest): DemoReply | null;
};

type DiskFile = { readonly id: number; readonly name: string; readonly seconds: number };

/** File of the documentation's second record. */
const EXAMPLE_FILE = { id: 9079, seconds: 95 };
const FIRST_UPLOAD_ID = 9_000_000;
/** What signs the download links. */
const DOWNLOAD_KEY = 'disk-download-key-77aa10';

/** Serves playable tones: a file is made from its id when somebody wants it. */
export function createDisk(
  statistics: Statistics,
  origin: () => string,
  callIdOfIndex: (index: number) => string,
): Disk {
  const uploads: DiskFile[] = [];

  const findFile = (id: number): DiskFile | null => {
    if (id === EXAMPLE_FILE.id) return { ...EXAMPLE_FILE, name: 'call-7.wav' };
    if (id >= FIRST_UPLOAD_ID) return uploads[id - FIRST_UPLOAD_ID] ?? null;
    const call = id >= FIRST_FILE_ID ? statistics.callOf(callIdOfIndex(id - FIRST_FILE_ID)) : null;
    return call?.isRecorded ? { id, name: `call-${call.index}.wav`, seconds: call.talkSeconds } : null;
  };

  return {
    getFile(parameters) {
      const id = readInteger(parameters.ID);
      if (id === null) return fail(400, 'ERROR_ARGUMENT', 'Invalid value of parameter {id}');
      const file = findFile(id);
      if (file === null) return fail(400, 'ERROR_NOT_FOUND', 'Could not find entity with id `' + id + '`.');
      return {
        result: {
          ID: String(id),
          NAME: file.name,
          CODE: null,
          STORAGE_ID: '1',
          TYPE: 'file',
          PARENT_ID: '17',
          DELETED_TYPE: '0',
          GLOBAL_CONTENT_VERSION: '1',
          FILE_ID: String(id * 2),
          SIZE: String(44 + file.seconds * 8000),
          DOWNLOAD_URL: `${origin()}/rest/download.json?auth=${DOWNLOAD_KEY}&token=disk%7C${id}%7C${signatureOf(id)}`,
        },
      };
    },
    putFile(name, bytes) {
      const id = FIRST_UPLOAD_ID + uploads.length;
      uploads.push({ id, name, seconds: Math.max(1, Math.round(bytes / 8000)) });
      return id;
    },
    download(request) {
      const link = /^\/pbx\/records\/(\d+)\.wav$/.exec(request.path);
      if (link) {
        const call = statistics.callOf(callIdOfIndex(Number(link[1])));
        if (!call || request.query.get('key') !== LINK_KEY) return { status: 404, body: '<html>Not found</html>' };
        return serveTone(request, { seed: call.index, seconds: call.talkSeconds });
      }
      if (request.path !== '/rest/download.json') return null;
      const [, id = '', signature] = (request.query.get('token') ?? '').split('|');
      const file = findFile(Number(id));
      const isSigned = signature === signatureOf(Number(id)) && request.query.get('auth') === DOWNLOAD_KEY;
      // Its front server turns away what does not look like a browser.
      const looksReal = ['user-agent', 'accept', 'accept-language', 'referer'].every((name) => request.headers[name]);
      if (!file || !isSigned || !looksReal) return { status: 404, body: '<html><h1>404 Not Found</h1></html>' };
      return serveTone(request, { seed: file.id, seconds: file.seconds, etag: `"${file.id}"` });
    },
  };
}

/** What opens the demo's downloads. */
export const DOWNLOAD_SECRETS: readonly string[] = [DOWNLOAD_KEY, LINK_KEY];

const signatureOf = (id: number): string => createHash('sha256').update(`${DOWNLOAD_KEY} ${id}`).digest('hex');
