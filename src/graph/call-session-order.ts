import { builder } from './builder.ts';
import { ProviderCallSessionOrderFieldRef } from './provider-capabilities.ts';

const OrderDirectionRef = builder.enumType('OrderDirection', {
  description: 'Which way a list is ordered.',
  values: {
    ASC: { description: 'Smallest, or oldest, first.' },
    DESC: { description: 'Largest, or newest, first: the exact reverse of ASC.' },
  } as const,
});

/** What orders by a number have in common. */
const UNKNOWN_LAST =
  '; ties as by STARTED_AT. DESC has calls of which it is not known last, and ASC is the exact reverse.';

const CallSessionOrderFieldRef = builder.enumType('CallSessionOrderField', {
  description:
    'What the timeline of all providers can be ordered by: by anything but STARTED_AT over a range that is kept whole, else the answer is ' +
    'UNSUPPORTED_ORDER and says what is kept. One provider alone may offer more, such as its cost: ask provider(key:) { callSessions(orderBy:) }.',
  values: {
    STARTED_AT: { description: 'When the call started; ties by provider key, then native id.' },
    DURATION: { description: `How long the call lasted${UNKNOWN_LAST}` },
    TALK_TIME: { description: `How long they spoke${UNKNOWN_LAST}` },
    WAIT_TIME: { description: `How long the customer waited${UNKNOWN_LAST}` },
  } as const,
});

export const CallSessionOrderRef = builder.inputType('CallSessionOrder', {
  description: 'The order of a timeline.',
  fields: (t) => ({
    field: t.field({ type: CallSessionOrderFieldRef, required: true, description: 'What to order by.' }),
    direction: t.field({ type: OrderDirectionRef, required: true, description: 'Which way.' }),
  }),
});

export const ProviderCallSessionOrderRef = builder.inputType('ProviderCallSessionOrder', {
  description: 'The order of the calls of one provider.',
  fields: (t) => ({
    field: t.field({
      type: ProviderCallSessionOrderFieldRef,
      required: true,
      description: 'What to order by: one of its capabilities.orderFields, or the answer is UNSUPPORTED_ORDER.',
    }),
    direction: t.field({ type: OrderDirectionRef, required: true, description: 'Which way.' }),
  }),
});
