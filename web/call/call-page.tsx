import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { errorAt } from '../graph/error-at.ts';
import { graphql, readFragment } from '../graph/generated/index.ts';
import type { CallPageQuery as CallPageData } from '../graph/generated/graphql.ts';
import { Icon } from '../parts/icon.tsx';
import { Page } from '../parts/page.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { FailureNote, StateNote } from '../parts/state-note.tsx';
import { Link } from '../place/link.tsx';
import { pathOf } from '../place/route.ts';
import { texts } from '../texts.ts';
import { AboutPart, CallPeople } from './about-part.tsx';
import { CallHead, CallHeadPart, titleOf } from './call-head.tsx';
import { CopyLink } from './copy-link.tsx';
import { CallCost, CostsPart } from './costs-part.tsx';
import { CustomerCallsPart } from './customer-calls-part.tsx';
import { DetailsPart } from './details-part.tsx';
import { CallLegs, LegsPart } from './legs-part.tsx';
import { CallRecordings, RecordingsPart } from './recordings-part.tsx';
import { CallRelated, RelatedPart } from './related-part.tsx';
import { customerNumber } from './party-name.ts';
import { readLater } from './read-later.ts';
import { useCallChanges } from './use-call-changes.ts';
import styles from './call-page.module.css';

/** What a row of its system has comes at once; what may take further requests there follows in parts. */
const CallPageQuery = graphql(`
  query CallPage($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on CallSession {
        providerKey
        startedAt
        outcome
        customer {
          number
          e164
        }
        provider {
          id
          kind
          name
          capabilities {
            hasRecordings
          }
        }
        ...CallHead
        ...CallMoments
        ...CallAbout
        ...CallPeople @defer
        ...CallCost @defer
        ...CallRecordings @defer
        ...CallLegs @defer
        ...CallRelated @defer
      }
    }
  }
`);

/** All that is known of one call. */
export function CallPage({ id }: { readonly id: string }) {
  const [{ data, error, fetching, hasNext }, read] = useQuery({ query: CallPageQuery, variables: { id } });
  const readAgain = (): void => read({ requestPolicy: 'network-only' });
  const found = data?.node?.__typename === 'CallSession' ? data.node : null;
  // A server that is away for a moment takes nothing off the page.
  const [last, setLast] = useState(found);
  if (found !== null && found !== last) setLast(found);
  const isUnanswered = fetching || error?.networkError !== undefined;
  const call = found ?? (isUnanswered ? last : null);
  const isGone = useCallChanges(call, readAgain);

  if (call !== null)
    return (
      <Known call={call} error={error} isWhole={!fetching && hasNext !== true} isGone={isGone} onAgain={readAgain} />
    );
  return (
    <Page title={texts.call.title} before={<Back />}>
      {fetching ? <Waiting /> : <Missing error={data?.node ? undefined : error} onAgain={readAgain} />}
    </Page>
  );
}

type Call = Extract<NonNullable<CallPageData['node']>, { __typename: 'CallSession' }>;

type KnownProps = {
  readonly call: Call;
  readonly error: CombinedError | undefined;
  /** Whether everything has come. */
  readonly isWhole: boolean;
  readonly isGone: boolean;
  readonly onAgain: () => void;
};

function Known({ call, error, isWhole, isGone, onAgain }: KnownProps) {
  const recordings = readLater(CallRecordings, call, 'recordings', isWhole);
  const legs = readLater(CallLegs, call, 'legs', isWhole);
  const related = readLater(CallRelated, call, 'related', isWhole);
  const alike = readLater(CallRelated, call, 'alike', isWhole);
  const agents = readLater(CallPeople, call, 'agents', isWhole);
  const queues = readLater(CallPeople, call, 'queues', isWhole);
  const cost = readLater(CallCost, call, 'cost', isWhole);
  const isForbidden = errorAt(error, 'customer')?.isForbidden === true;
  return (
    <Page title={titleOf(readFragment(CallHead, call))} before={<Back />} actions={<CopyLink />}>
      {isGone && (
        <p className={styles.gone} role="status">
          <Icon name="warning" />
          {texts.call.removed}
        </p>
      )}
      <div className={styles.columns}>
        <div className={styles.main}>
          <CallHeadPart call={call} agents={agents} error={error} />
          <RecordingsPart
            hasRecordings={call.provider.capabilities.hasRecordings}
            recordings={recordings}
            legs={legs}
            error={error}
            onAgain={onAgain}
          />
          <LegsPart
            call={call}
            legs={legs}
            recordings={recordings ?? []}
            error={errorAt(error, 'legs')}
            onAgain={onAgain}
          />
          <RelatedPart related={related} alike={alike} error={error} onAgain={onAgain} />
          <DetailsPart id={call.id} kind={call.provider.kind} system={call.provider.name} />
        </div>
        <div className={styles.side}>
          <AboutPart call={call} agents={agents} queues={queues} error={error} />
          <CostsPart cost={cost} legs={legs} recordings={recordings ?? []} />
          <CustomerCallsPart
            ownIds={[call.id, ...(related ?? []).map(({ session }) => session.id)]}
            number={customerNumber(call.customer)}
            isForbidden={isForbidden}
          />
        </div>
      </div>
    </Page>
  );
}

const Back = () => (
  <Link to={pathOf.calls()} className={styles.back} aria-label={texts.call.back}>
    <Icon name="chevronLeft" />
  </Link>
);

const Waiting = () => (
  <div className={styles.columns}>
    <div className={styles.main}>
      <div className={styles.box}>
        <Skeleton lines={6} />
      </div>
      <div className={styles.box}>
        <Skeleton lines={3} />
      </div>
    </div>
    <div className={styles.side}>
      <div className={styles.box}>
        <Skeleton lines={7} />
      </div>
    </div>
  </div>
);

/** Why there is no call to show: in words, with what can be done. */
function Missing({ error, onAgain }: { readonly error: CombinedError | undefined; readonly onAgain: () => void }) {
  const isDamaged = error?.graphQLErrors.some(({ extensions }) => extensions['code'] === 'BAD_ID') === true;
  if (error !== undefined && !isDamaged) return <FailureNote error={error} onAgain={onAgain} />;
  return (
    <StateNote
      icon={isDamaged ? 'warning' : 'search'}
      title={isDamaged ? texts.call.damagedTitle : texts.call.goneTitle}
      text={isDamaged ? texts.call.damagedText : texts.call.goneText}
    >
      <Link to={pathOf.calls()}>{texts.shell.toCalls}</Link>
    </StateNote>
  );
}
