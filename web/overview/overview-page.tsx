import { Page } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';

export function OverviewPage() {
  return (
    <Page title={texts.overview.title}>
      <Skeleton />
    </Page>
  );
}
