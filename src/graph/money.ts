import { GraphQLCurrency } from 'graphql-scalars';
import type { Money } from '../domain/money.ts';
import { builder } from './builder.ts';
import { readAs } from './scalars.ts';

export const MoneyRef = builder.objectRef<Money>('Money').implement({
  scope: 'calls:read',
  description: 'An exact amount of money.',
  fields: (t) => ({
    amount: t.expose('amount', {
      type: 'Decimal',
      nullable: false,
      description: 'Exact, with as many places as the provider sent.',
    }),
    currency: t.field({
      type: 'CurrencyCode',
      description: 'As ISO 4217 has it; null where the provider names none.',
      resolve: (money) => readAs(GraphQLCurrency, money.currency),
    }),
  }),
});
