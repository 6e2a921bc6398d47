/** A refusal in the vendor's words: the mnemonic is what a client goes by, codes are not unique. */
export class RpcFault extends Error {
  readonly code: number;
  readonly mnemonic: string;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(mnemonic: keyof typeof FAULTS, data: Readonly<Record<string, unknown>> = {}, message?: string) {
    super(message ?? FAULTS[mnemonic][1]);
    this.code = FAULTS[mnemonic][0];
    this.mnemonic = mnemonic;
    this.data = data;
  }
}

const FAULTS = {
  parse_error: [-32700, 'Invalid JSON was received by the server'],
  invalid_request: [-32600, 'The JSON sent is not a valid Request object'],
  method_not_found: [-32601, 'The method does not exist / is not available'],
  batch_operations_not_supported: [-32099, 'Batch operations not supported'],
  notifications_not_supported: [-32099, 'Notifications not supported'],
  access_token_invalid: [-32001, 'Access token is invalid'],
  access_token_expired: [-32001, 'Access token has been expired'],
  access_token_blocked: [-32001, 'Access token has been blocked'],
  auth_error: [-32001, 'Login or password is wrong'],
  ip_not_whitelisted: [-32003, 'Your IP 127.0.0.1 is not whitelisted'],
  forbidden: [-32003, 'Permission denied'],
  method_component_disabled: [-32008, 'Method is disabled: a component is required'],
  account_inactive: [-32009, 'Account is inactive'],
  limit_exceeded: [-32029, 'Limit per minute has been exceeded'],
  internal_error: [-32603, 'Internal error'],
  data_type_error: [-32602, 'Data type is wrong'],
  required_parameter_missed: [-32602, 'Required parameter is missed'],
  invalid_parameter_value: [-32602, 'Invalid parameter value'],
  unexpected_parameters: [-32602, 'Unexpected method parameter(s)'],
  sort_prohibited: [-32602, 'Sort by parameter is prohibited'],
  filter_prohibited: [-32602, 'Filter by parameter is prohibited'],
  date_interval_limit_reached: [-32602, 'Max value of requested date interval is 3 months'],
} as const satisfies Record<string, readonly [number, string]>;

export type Mnemonic = keyof typeof FAULTS;
