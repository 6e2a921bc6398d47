import { ApolloProvider } from '@apollo/client/react';
import { createRoot } from 'react-dom/client';
import { endpoint } from '../parts/endpoint.ts';
import { App } from './app.tsx';
import { createCallsClient } from './calls.ts';

createRoot(document.querySelector('#root')!).render(
  <ApolloProvider client={createCallsClient(endpoint)}>
    <App />
  </ApolloProvider>,
);
