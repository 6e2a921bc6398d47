import type { FilterableField } from '../api/wire.ts';

/** The operators of a condition, as our graph spells them. */
export const FILTER_OPERATORS = [
  'eq',
  'ne',
  'in',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'notContains',
  'outside',
] as const;
/** A condition's operator, as the graph spells it. */
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/**
 * The vendor's prefix of each operator. It drops a condition whose prefix or field it does not know and then answers
 * with everything: nothing outside these two lists can be written down here. ">=" with "<=" says what "><" would.
 */
const PREFIXES: Readonly<Record<FilterOperator, string>> = {
  eq: '=',
  ne: '!',
  in: '',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  contains: '%',
  notContains: '!%',
  outside: '!><',
};

/** What a field of the filter holds. Identifiers are whole numbers that may be too long for a double. */
export type FilterType = 'identifier' | 'integer' | 'decimal' | 'time' | 'text';

const COMPARING = ['eq', 'ne', 'in', 'gt', 'gte', 'lt', 'lte', 'outside'] as const;

/** The operators that mean something for a type of value: searching within is for text. */
export const OPERATORS_OF: Readonly<Record<FilterType, readonly FilterOperator[]>> = {
  identifier: COMPARING,
  integer: COMPARING,
  decimal: COMPARING,
  time: COMPARING,
  text: FILTER_OPERATORS,
};

/** Every field the vendor documents as filterable, by our name for it. */
export const FILTER_FIELDS = {
  id: { field: 'ID', type: 'identifier' },
  callId: { field: 'CALL_ID', type: 'text' },
  externalCallId: { field: 'EXTERNAL_CALL_ID', type: 'text' },
  callCategory: { field: 'CALL_CATEGORY', type: 'text' },
  portalUserId: { field: 'PORTAL_USER_ID', type: 'identifier' },
  portalNumber: { field: 'PORTAL_NUMBER', type: 'text' },
  phoneNumber: { field: 'PHONE_NUMBER', type: 'text' },
  callType: { field: 'CALL_TYPE', type: 'integer' },
  callDuration: { field: 'CALL_DURATION', type: 'integer' },
  callStartDate: { field: 'CALL_START_DATE', type: 'time' },
  callLog: { field: 'CALL_LOG', type: 'text' },
  callRecordUrl: { field: 'CALL_RECORD_URL', type: 'text' },
  callVote: { field: 'CALL_VOTE', type: 'integer' },
  cost: { field: 'COST', type: 'decimal' },
  costCurrency: { field: 'COST_CURRENCY', type: 'text' },
  callFailedCode: { field: 'CALL_FAILED_CODE', type: 'text' },
  callFailedReason: { field: 'CALL_FAILED_REASON', type: 'text' },
  crmEntityType: { field: 'CRM_ENTITY_TYPE', type: 'text' },
  crmEntityId: { field: 'CRM_ENTITY_ID', type: 'identifier' },
  crmActivityId: { field: 'CRM_ACTIVITY_ID', type: 'identifier' },
  restAppId: { field: 'REST_APP_ID', type: 'identifier' },
  restAppName: { field: 'REST_APP_NAME', type: 'text' },
  transcriptId: { field: 'TRANSCRIPT_ID', type: 'identifier' },
  transcriptPending: { field: 'TRANSCRIPT_PENDING', type: 'text' },
  sessionId: { field: 'SESSION_ID', type: 'identifier' },
  redialAttempt: { field: 'REDIAL_ATTEMPT', type: 'integer' },
  comment: { field: 'COMMENT', type: 'text' },
  recordDuration: { field: 'RECORD_DURATION', type: 'integer' },
} as const satisfies Readonly<Record<string, { readonly field: FilterableField; readonly type: FilterType }>>;

/** A filterable field, as the graph spells it. */
export type FilterName = keyof typeof FILTER_FIELDS;

/** Whether a text names a filterable field. */
export const isFilterName = (name: string): name is FilterName => Object.hasOwn(FILTER_FIELDS, name);

/** One condition on one field, ready to be sent: times are instants still. */
export type Condition = {
  readonly field: FilterableField;
  readonly type: FilterType;
  readonly operator: FilterOperator;
  /** One value; several under "in", two under "outside". */
  readonly values: readonly string[];
};

/** The key a condition has in the vendor's FILTER. */
export const keyOf = ({ field, operator }: Condition): string => PREFIXES[operator] + field;
