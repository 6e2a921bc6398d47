import { type FragmentType, graphql, readFragment } from '../graph/generated/index.ts';
import type { CallLegsFragment } from '../graph/generated/graphql.ts';
import { texts } from '../texts.ts';
import { formatMoney } from './format-money.ts';
import { Part, PartNote } from './part.tsx';
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
  readonly call: FragmentType<typeof CallCost>;
  readonly legs: CallLegsFragment['legs'] | undefined;
  readonly recordings: readonly {
    readonly id: string;
    readonly kind: 'CALL' | 'VOICEMAIL';
    readonly cost: Money | null;
  }[];
};

/** What a call cost, with all digits that its system sent, and what of that its legs and recordings did. */
export function CostsPart({ call: masked, legs, recordings }: CostsPartProps) {
  const { cost } = readFragment(CallCost, masked);
  const parts: readonly { readonly key: string; readonly name: string; readonly cost: Money | null }[] = [
    ...(legs ?? []).map((leg) => ({ key: leg.id, name: whoOf(leg), cost: leg.cost })),
    ...recordings.map(({ id, kind, cost }) => ({ key: id, name: texts.player.titles[kind], cost })),
  ];
  const priced = parts.filter((part): part is typeof part & { readonly cost: Money } => part.cost !== null);
  const hasCurrency = cost?.currency != null;
  return (
    <Part title={texts.call.costs}>
      {cost === null && priced.length === 0 ? (
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
      {cost !== null && !hasCurrency && <PartNote>{texts.call.noCurrency}</PartNote>}
    </Part>
  );
}
