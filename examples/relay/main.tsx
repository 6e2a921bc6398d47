import { Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RelayEnvironmentProvider } from 'react-relay';
import { endpoint } from '../parts/endpoint.ts';
import { App } from './app.tsx';
import { createCallsEnvironment } from './calls.ts';

createRoot(document.querySelector('#root')!).render(
  <RelayEnvironmentProvider environment={createCallsEnvironment(endpoint)}>
    <Suspense fallback={<p>Reading calls…</p>}>
      <App />
    </Suspense>
  </RelayEnvironmentProvider>,
);
