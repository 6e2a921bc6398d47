import { type IntrospectionQuery, getIntrospectionQuery } from 'graphql';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { endpoint } from '../parts/endpoint.ts';
import { App } from './app.tsx';
import { createCallsClient } from './calls.ts';

// A client of your own reads it when it is built: see docs/clients-urql.md.
const response = await fetch(endpoint, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: getIntrospectionQuery() }),
});
const { data } = (await response.json()) as { data: IntrospectionQuery };

createRoot(document.querySelector('#root')!).render(
  <Provider value={createCallsClient(endpoint, data)}>
    <App />
  </Provider>,
);
