import { graphql } from '../graph/generated/index.ts';
import type { CallCostFragment, CallLegsFragment } from '../graph/generated/graphql.ts';
import { Panel } from '../parts/panel.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { texts } from '../texts.ts';
import { formatMoney } from './format-money.ts';
import { PartNote } from './part-state.tsx';
import type { Later } from './read-later.ts';
import { whoOf } from './who-of.ts';
import styles from './costs-part.module.css';

export const CallCost = graphql(`
  fragment CallCost on CallSession {
    cost {
      amount
      currency
    }
  }
`);

type Money = { readonly amount: string; readonly currency: string | null };

type CostsPartProps = {
  readonly cost: Later<CallCostFragment['cost']>;
  readonly legs: CallLegsFragment['legs'] | undefined;
  readonly recordings: readonly {
    readonly id: string;
    readonly kind: 'CALL' | 'VOICEMAIL';
    readonly cost: Money | null;
  }[];
};

/** What a call cost, with all digits that its system sent, and what of that its legs and recordings did. */
export function CostsPart({ cost, legs, recordings }: CostsPartProps) {
  const parts: readonly { readonly key: string; readonly name: string; readonly cost: Money | null }[] = [
    ...(legs ?? []).map((leg) => ({ key: leg.id, name: whoOf(leg), cost: leg.cost })),
    ...recordings.map(({ id, kind, cost }) => ({ key: id, name: texts.player.titles[kind], cost })),
  ];
  const priced = parts.filter((part): part is typeof part & { readonly cost: Money } => part.cost !== null);
  const hasCurrency = cost?.currency != null;
  return (
    <Panel title={texts.call.costs}>
      {cost === undefined ? (
        <Skeleton lines={1} />
      ) : cost === null && priced.length === 0 ? (
        <PartNote>{texts.call.noCosts}</PartNote>
      ) : (
        <dl className={styles.costs}>
          {cost !== null && (
            <div className={styles.whole}>
              <dt>{texts.call.costOfCall}</dt>
              <dd>{formatMoney(cost)}</dd>
            </div>
          )}
          {priced.map(({ key, name, cost }) => (
            <div key={key}>
              <dt>{name}</dt>
              <dd>{formatMoney(cost)}</dd>
            </div>
          ))}
        </dl>
      )}
      {cost && !hasCurrency && <PartNote>{texts.call.noCurrency}</PartNote>}
    </Panel>
  );
}
