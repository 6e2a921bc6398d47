import { Page } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';

export function SystemsPage() {
  return (
    <Page title={texts.systems.title}>
      <Skeleton />
    </Page>
  );
}
