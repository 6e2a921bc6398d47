import type { ServerResponse } from 'node:http';

/** Where the page keeps the key, for as long as its tab is open. */
export const KEY_IN_TAB = 'trunkline.key';

/**
 * What a browser without a key sees in place of GraphiQL: a form that asks for one, keeps it in the tab and asks for
 * GraphiQL with it. A key travels in a header alone, so the browser cannot be sent on to an address.
 */
export function sendKeyPage({ status, message }: Refused, response: ServerResponse): void {
  const head = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'accept, authorization',
  };
  response.writeHead(status, head).end(PAGE.replace('MESSAGE', escape(message)));
}

/** Why somebody does not see GraphiQL, in words for them. */
type Refused = { readonly status: number; readonly message: string };

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Trunkline</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1rem; }
      input { font: inherit; width: 100%; box-sizing: border-box; padding: 0.4rem; margin: 0.25rem 0 0.75rem; }
      button { font: inherit; padding: 0.4rem 1rem; }
    </style>
  </head>
  <body>
    <form>
      <h1>Trunkline</h1>
      <p id="message" role="status">MESSAGE</p>
      <label>
        Key or token
        <input name="key" type="password" autocomplete="off" required autofocus />
      </label>
      <button>Open GraphiQL</button>
      <p>It is kept in this tab, and forgotten when the tab is closed.</p>
    </form>
    <noscript>GraphiQL needs JavaScript. Without it, send queries with POST and your key to this address.</noscript>
    <script>
      const form = document.querySelector('form');
      async function open(key) {
        const headers = { accept: 'text/html', authorization: 'Bearer ' + key };
        const answer = await fetch(location.href, { headers, cache: 'no-store' });
        const text = await answer.text();
        if (answer.ok) {
          sessionStorage.setItem('${KEY_IN_TAB}', key);
          document.open();
          document.write(text);
          document.close();
          return;
        }
        sessionStorage.removeItem('${KEY_IN_TAB}');
        const page = new DOMParser().parseFromString(text, 'text/html');
        document.querySelector('#message').textContent = page.querySelector('#message')?.textContent ?? text;
      }
      form.addEventListener('submit', (event) => {
        event.preventDefault();
        open(form.elements.key.value.trim());
      });
      const known = sessionStorage.getItem('${KEY_IN_TAB}');
      if (known !== null) open(known);
    </script>
  </body>
</html>
`;
