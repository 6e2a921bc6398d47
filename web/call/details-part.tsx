import { type ReactNode, useState } from 'react';
import { Disclosure, DisclosurePanel } from 'react-aria-components/Disclosure';
import { Heading } from 'react-aria-components/Heading';
import { useQuery } from 'urql';
import { errorAt } from '../graph/error-at.ts';
import { graphql } from '../graph/generated/index.ts';
import type { ProviderKind } from '../graph/generated/graphql.ts';
import { Button } from '../parts/button.tsx';
import { formatInstant } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { texts } from '../texts.ts';
import { PartState } from './part-state.tsx';
import { type Field, toFields } from './to-fields.ts';
import { DETAILS_OF } from './vendor-fields.ts';
import styles from './details-part.module.css';

const CallRawQuery = graphql(`
  query CallRaw($id: ID!) {
    node(id: $id) {
      id
      ... on CallSession {
        raw
      }
    }
  }
`);

type DetailsPartProps = { readonly id: string; readonly kind: ProviderKind; readonly system: string };

/** What only its system has of a call, behind two folds; each is asked for when it is opened. */
export function DetailsPart({ id, kind, system }: DetailsPartProps) {
  return (
    <div className={styles.folds}>
      <Fold title={`${texts.call.details} ${system}`}>
        <Details id={id} kind={kind} />
      </Fold>
      <Fold title={`${texts.call.rawOf} ${system} ${texts.call.sentIt}`}>
        <Raw id={id} />
      </Fold>
    </div>
  );
}

function Fold({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure className={styles.fold!} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={2} className={styles.heading!}>
        <Button slot="trigger" look="bare">
          <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel>{isOpen && <div className={styles.inside}>{children}</div>}</DisclosurePanel>
    </Disclosure>
  );
}

function Details({ id, kind }: Omit<DetailsPartProps, 'system'>) {
  const [{ data, error }, read] = useQuery({ query: DETAILS_OF[kind], variables: { id } });
  const node = data?.node;
  const details = node && 'details' in node ? node.details : node === null ? null : undefined;
  return (
    <PartState
      value={details}
      error={errorAt(error, 'node')}
      onAgain={() => read({ requestPolicy: 'network-only' })}
      lines={6}
      empty={texts.call.noDetails}
    >
      {(details) => <Fields fields={toFields(details)} />}
    </PartState>
  );
}

/** Names and values, as deep as the vendor nests them. */
function Fields({ fields }: { readonly fields: readonly Field[] }) {
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {typeof value === 'string' ? (
              <Text value={value} />
            ) : isField(value) ? (
              <Fields fields={value} />
            ) : (
              <ol className={styles.records}>
                {value.map((record, index) => (
                  <li key={index}>
                    <Fields fields={record} />
                  </li>
                ))}
              </ol>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Links are long, and tell nothing; moments are told as everywhere here. */
function Text({ value }: { readonly value: string }) {
  if (value.startsWith('https://') || value.startsWith('http://')) return <a href={value}>{texts.call.openLink}</a>;
  if (INSTANT.test(value)) return <time dateTime={value}>{formatInstant(value)}</time>;
  return value;
}

/** How the graph writes a moment. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const isField = (value: readonly Field[] | readonly (readonly Field[])[]): value is readonly Field[] =>
  value.length > 0 && !Array.isArray(value[0]);

function Raw({ id }: { readonly id: string }) {
  const [{ data, error }, read] = useQuery({ query: CallRawQuery, variables: { id } });
  const node = data?.node;
  const raw = node && 'raw' in node ? node.raw : node === null ? null : undefined;
  return (
    <PartState
      value={raw}
      error={errorAt(error, 'node')}
      onAgain={() => read({ requestPolicy: 'network-only' })}
      lines={6}
      empty={texts.call.noRaw}
    >
      {(raw) => (
        <pre className={styles.raw} tabIndex={0} aria-label={texts.call.raw}>
          {JSON.stringify(raw, null, 2)}
        </pre>
      )}
    </PartState>
  );
}
