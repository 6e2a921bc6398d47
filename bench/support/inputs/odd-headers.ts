/** Methods, media types and headers that servers trip over. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'PROPFIND', 'get', 'X'];
export const TYPES = [
  ...['application/json', 'application/json; charset=utf-8', 'APPLICATION/JSON', 'application/graphql', 'text/plain'],
  ...[
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    '',
    ';',
    'a/b;q=1',
  ],
];
export const ACCEPTS = [
  ...[
    'application/json',
    'application/graphql-response+json',
    'text/event-stream',
    'multipart/mixed',
    '*/*',
    'text/html',
  ],
  ...[
    'application/json;q=0',
    'multipart/mixed, application/json',
    'text/html;q=1e9,*/*;q=-1',
    '',
    ',,,',
    'a/b;q=0.1,*/*;q=0.001',
  ],
];
export const NAMES = [
  ...[
    'range',
    'if-range',
    'if-none-match',
    'if-modified-since',
    'origin',
    'sec-fetch-site',
    'sec-fetch-mode',
    'referer',
    'cookie',
  ],
  ...[
    'cache-control',
    'x-trunkline-trace',
    'x-trunkline-partial',
    'x-request-id',
    'traceparent',
    'tracestate',
    'baggage',
  ],
  ...[
    'x-forwarded-for',
    'x-forwarded-host',
    'x-http-method-override',
    'accept-encoding',
    'content-encoding',
    'expect',
    'host',
  ],
  ...[
    'access-control-request-method',
    'access-control-request-headers',
    'x-graphql-event-stream-token',
    'last-event-id',
    'via',
  ],
];
export const HEADER_VALUES = [
  ...[
    '1',
    'refuse',
    'no-cache',
    'max-age=-1',
    'max-age=1e9',
    `max-age=${'9'.repeat(400)}`,
    'null',
    '*',
    'cross-site',
    'gzip, br;q=0',
  ],
  ...[
    'bytes=0-',
    'bytes=-1',
    'bytes=9-1',
    'bytes=0-0,1-1',
    `bytes=${'0-,'.repeat(500)}`,
    '100-continue',
    'evil.example',
    'x'.repeat(6000),
  ],
  ...[
    '00-00000000000000000000000000000000-0000000000000000-00',
    `00-${'f'.repeat(32)}-${'f'.repeat(16)}-ff`,
    'W/"x"',
    '"'.repeat(500),
  ],
];
