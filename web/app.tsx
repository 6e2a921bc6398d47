import { Suspense, lazy, useMemo } from 'react';
import { Provider } from 'urql';
import { KeyForm } from './caller/key-form.tsx';
import { useKey } from './caller/key.ts';
import { createGraphClient } from './graph/client.ts';
import { ErrorBoundary } from './parts/error-boundary.tsx';
import { Page } from './parts/page.tsx';
import { Skeleton } from './parts/skeleton.tsx';
import { StateNote } from './parts/state-note.tsx';
import { Link } from './place/link.tsx';
import { type Route, pathOf } from './place/route.ts';
import { useRoute } from './place/use-place.ts';
import { Shell } from './shell.tsx';
import { texts } from './texts.ts';
import { TimelinePage } from './timeline/timeline-page.tsx';

// What the first page does not need is fetched when somebody goes there.
const CallPage = lazy(() => import('./call/call-page.tsx').then(({ CallPage }) => ({ default: CallPage })));
const OverviewPage = lazy(() =>
  import('./overview/overview-page.tsx').then(({ OverviewPage }) => ({ default: OverviewPage })),
);
const SystemsPage = lazy(() =>
  import('./systems/systems-page.tsx').then(({ SystemsPage }) => ({ default: SystemsPage })),
);

/** The console: asks for a key where the server wants one, and shows the page that the address names. */
export function App() {
  const { key, refused } = useKey();
  const client = useMemo(() => createGraphClient(key), [key]);
  const route = useRoute();
  if (refused !== null) return <KeyForm reason={refused} />;
  return (
    <Provider value={client} key={key}>
      <Shell>
        <ErrorBoundary key={route.page === 'call' ? route.id : route.page}>
          <Suspense fallback={<Loading route={route} />}>
            <PageOf route={route} />
          </Suspense>
        </ErrorBoundary>
      </Shell>
    </Provider>
  );
}

function PageOf({ route }: { readonly route: Route }) {
  switch (route.page) {
    case 'calls':
      return <TimelinePage />;
    case 'call':
      return <CallPage id={route.id} key={route.id} />;
    case 'overview':
      return <OverviewPage />;
    case 'systems':
      return <SystemsPage />;
    case 'unknown':
      return (
        <Page title={texts.shell.unknownTitle}>
          <StateNote icon="search" title={texts.shell.unknownTitle} text={texts.shell.unknownText}>
            <Link to={pathOf.calls()}>{texts.shell.toCalls}</Link>
          </StateNote>
        </Page>
      );
  }
}

function Loading({ route }: { readonly route: Route }) {
  const title =
    route.page === 'unknown' ? texts.shell.unknownTitle : texts[route.page === 'calls' ? 'timeline' : route.page].title;
  return (
    <Page title={title}>
      <Skeleton lines={8} />
    </Page>
  );
}
