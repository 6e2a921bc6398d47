import { ProviderError, type ProviderErrorKind } from '../../../domain/provider-error.ts';
import { lookUp } from '../../../transport/read-wire.ts';
import { kindOfStatus } from '../../kind-of-status.ts';
import { toSentence } from '../../vendor-words.ts';

/** A refusal as the vendor sent it; codes are not unique, the mnemonic is. */
export type VendorRefusal = {
  readonly status: number;
  readonly mnemonic?: string | null;
  readonly code?: number | null;
  readonly message?: string | null;
  /** The parameters, columns or values it is about. */
  readonly names?: readonly string[];
  readonly retryAfterSeconds?: number | null;
};

/** Why a request was refused as a whole: the account knows no parameter or column of these names. */
export class UnknownNames extends Error {
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    super(`unknown names: ${names.join(', ')}`);
    this.name = 'UnknownNames';
    this.names = names;
  }
}

/** What was asked: of whom, and by which method. */
export type Asked = { readonly provider: string; readonly operation: string };

/** Tells what a refusal means, by its mnemonic, else by its code, else by the HTTP status. */
export function toError({ provider, operation }: Asked, refusal: VendorRefusal): ProviderError {
  const { status, mnemonic = null, code = null, message = null, names = [], retryAfterSeconds = null } = refusal;
  const [kind, remedy] = meaningOf(refusal);
  const about = names.length === 0 ? '' : ` (${names.join(', ')})`;
  const said = [mnemonic, message].filter((part) => part !== null && part !== '').join(': ');
  const answer = said === '' ? `HTTP ${status}` : `${said.slice(0, 300)}${about}`;
  const text = [toSentence(`CallGear refused ${operation}: ${answer}`), remedy].filter(Boolean).join(' ');
  return new ProviderError(provider, kind, text, {
    code: mnemonic ?? (code === null ? null : String(code)),
    retryAfterSeconds,
    ...(mnemonic === 'unexpected_parameters' ? { cause: new UnknownNames(names) } : {}),
  });
}

/** Whether a refusal says that a session has ended; a permanent key has none. */
export const isDeadSession = (error: unknown): boolean =>
  error instanceof ProviderError &&
  ['access_token_invalid', 'access_token_expired', '-32001'].includes(error.code ?? '');

/** Whether the account does not open a method to this key. */
export const isClosed = (error: unknown): error is ProviderError =>
  error instanceof ProviderError && (error.kind === 'forbidden' || error.kind === 'unsupported');

type Meaning = readonly [kind: ProviderErrorKind, remedy?: string];

const KEY: Meaning = [
  'unauthorized',
  'Check accessToken: keys are made in the cabinet under User management, component Data API.',
];
const PLAN: Meaning = ['forbidden', "The account's plan lacks a component that the method needs."];
const OURS: Meaning = ['unsupported', 'The request was not understood: please report this.'];

const MEANINGS: Readonly<Record<string, Meaning>> = {
  access_token_invalid: KEY,
  access_token_expired: KEY,
  access_token_blocked: ['unauthorized', 'The key has been blocked in the cabinet.'],
  auth_error: ['unauthorized', 'Check login and password.'],
  ip_not_whitelisted: [
    'forbidden',
    'Add the address of this server in the cabinet: Account, Rules and security settings, API.',
  ],
  forbidden: ['forbidden', 'The user behind the key needs the right to read this in the cabinet.'],
  method_component_disabled: PLAN,
  parameter_component_disabled: PLAN,
  account_inactive: ['forbidden', 'The account has been blocked by the vendor.'],
  limit_exceeded: ['rate-limited'],
  internal_error: ['unavailable'],
  method_not_found: ['unsupported', 'Check baseUrl.'],
  parse_error: OURS,
  invalid_request: OURS,
  batch_operations_not_supported: OURS,
  batch_opreations_not_supported: OURS,
  notifications_not_supported: OURS,
  data_type_error: OURS,
  required_parameter_missed: ['unsupported', "An agent's key needs the setting userId."],
  invalid_parameter_value: ['unsupported'],
  unexpected_parameters: ['unsupported'],
  invalid_parameters_combination: OURS,
  sort_prohibited: OURS,
  filter_prohibited: ['unsupported'],
  date_interval_limit_reached: OURS,
};

const CODES: Readonly<Record<number, Meaning>> = {
  [-32001]: KEY,
  [-32003]: ['forbidden'],
  [-32008]: PLAN,
  [-32009]: ['forbidden'],
  [-32029]: ['rate-limited'],
  [-32603]: ['unavailable'],
};

function meaningOf({ status, mnemonic = null, code = null }: VendorRefusal): Meaning {
  const known = lookUp(MEANINGS, mnemonic) ?? (code === null ? undefined : CODES[code]);
  if (known) return known;
  if (mnemonic !== null || code !== null) return ['unsupported'];
  const kind = kindOfStatus(status) ?? 'misconfigured';
  if (kind === 'unauthorized') return KEY;
  return kind === 'misconfigured' ? [kind, 'Check baseUrl.'] : [kind];
}
