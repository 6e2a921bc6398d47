import { Page } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';

export function CallPage({ id }: { readonly id: string }) {
  return (
    <Page title={texts.call.title}>
      <p>{id}</p>
      <Skeleton />
    </Page>
  );
}
