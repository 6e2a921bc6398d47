import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createClient } from './client.js';
import { readHistory } from './history.js';
import { toCall } from './to-call.js';
import { createUsers } from './users.js';

// node server.js <account.json>: { port, provider, baseUrl, serviceAccount }
const { port, provider, baseUrl, serviceAccount } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const client = createClient(baseUrl, serviceAccount);
const readUsers = createUsers(client);

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://raw');
  if (url.pathname !== '/calls') return send(response, 404, { error: 'GET /calls?first=100&from=…&to=…&agents' });
  answer(url.searchParams).then(
    (page) => send(response, 200, page),
    (error) => send(response, 502, { error: error.message }),
  );
});
server.listen(port, '127.0.0.1');

/** The newest calls of a range: in order, cut to the page, and whether more follow. */
async function answer(query) {
  const first = Number(query.get('first'));
  const [rows, users] = await Promise.all([
    readHistory(client, new Date(query.get('from')), new Date(query.get('to'))),
    query.has('agents') ? readUsers() : null,
  ]);
  rows.sort((a, b) => compare(b, a));
  const nodes = [];
  const count = Math.min(first, rows.length);
  for (let index = 0; index < count; index += 1) nodes.push(toCall(rows[index], provider, users));
  return { nodes, pageInfo: { hasNextPage: rows.length > first } };
}

/** By start, then id. The vendor writes start dates so that their order as text is their order in time. */
function compare(a, b) {
  if (a.start_date !== b.start_date) return a.start_date < b.start_date ? -1 : 1;
  return a.call_session_history_id < b.call_session_history_id ? -1 : 1;
}

function send(response, status, body) {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
