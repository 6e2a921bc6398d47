import { createSign } from 'node:crypto';
import { Agent, request } from 'node:http';

const TOKEN_SECONDS = 60;

/** Asks the vendor over connections that stay open, with a token that is signed once a minute. */
export function createClient(baseUrl, account) {
  const agent = new Agent({ keepAlive: true });
  let token = null;
  const getToken = () => {
    const seconds = Math.floor(Date.now() / 1000);
    if (token === null || token.ends < seconds + 15)
      token = { text: signToken(account, seconds), ends: seconds + TOKEN_SECONDS };
    return token.text;
  };
  return {
    async ask(command, parameters) {
      const url = new URL(`${baseUrl.replace(/\/+$/, '')}/${command}`);
      const body = new URLSearchParams(parameters).toString();
      const reply = JSON.parse(withLongNumbersAsText(await post(url, agent, getToken(), body)));
      if (!Array.isArray(reply.result)) throw new Error(reply.error?.msg ?? 'no result');
      return reply.result;
    },
  };
}

function post(url, agent, token, body) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
    };
    const asked = request(url, { method: 'POST', agent, headers }, (reply) => {
      const chunks = [];
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      reply.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Ids are 64-bit numbers, and a double would lose their last digits. */
const withLongNumbersAsText = (text) => text.replace(/(?<=[:,[])-?\d[\d.]{15,}(?=[,}\]])/g, '"$&"');

function signToken({ account_id: iss, key_id: kid, private_key: key }, seconds) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss, iat: seconds - 5, exp: seconds + TOKEN_SECONDS };
  const head = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(claims)}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key).toString('base64url')}`;
}
