import { randomUUID } from 'node:crypto';
import { HOUR_MS, type Instant } from '../../time/instant.ts';
import type { DemoReply } from '../demo-http.ts';
import { parseLossless, writeLossless } from './lossless-json.ts';
import type { Method } from './methods.ts';
import type { Points } from './points.ts';
import { type Params, refuseUnknown } from './report-params.ts';
import { isObject } from './row-filter.ts';
import { type Mnemonic, RpcFault } from './rpc-fault.ts';

export type RpcOptions = {
  readonly accessToken: string;
  readonly login: string;
  readonly password: string;
  /** The customer's user that an agent's key must act for; null for a customer's own key. */
  readonly userId: number | null;
  readonly points: Points;
  readonly methods: Readonly<Record<string, Method>>;
  readonly now: () => Instant;
};

/** JSON-RPC as this vendor speaks it: one URL, HTTP 200 for everything, refusals by mnemonic. */
export type Rpc = {
  answer(body: string): DemoReply;
  refuse(mnemonic: Mnemonic, data?: Readonly<Record<string, unknown>>): DemoReply;
};

/** Makes the vendor's one endpoint. */
export function createRpc(options: RpcOptions): Rpc {
  const { points } = options;
  const sessions = new Map<string, Instant>();

  const refusal = (fault: RpcFault, id: unknown = null): DemoReply => {
    const { metadata, ...data } = fault.data;
    const limits = isObject(metadata) ? metadata : { limits: points.limits() };
    const error = {
      code: fault.code,
      message: fault.message,
      data: {
        mnemonic: fault.mnemonic,
        field: null,
        value: null,
        params: {},
        extended_helper: null,
        ...data,
        metadata: limits,
      },
    };
    return { ...json({ jsonrpc: '2.0', id, error }), isOverLimit: fault.mnemonic === 'limit_exceeded' };
  };

  const call = (request: Record<string, unknown>): DemoReply => {
    if (request.jsonrpc !== '2.0') throw new RpcFault('invalid_request');
    const { id, method } = request;
    if (id === undefined) throw new RpcFault('notifications_not_supported');
    const params = isObject(request.params) ? request.params : {};
    if (method === 'login.user') return json({ jsonrpc: '2.0', id, result: logIn(params, options, sessions) });
    authenticate(params, options, sessions);
    if (method === 'logout.user') {
      sessions.delete(String(params.access_token));
      return json({ jsonrpc: '2.0', id, result: { data: { success: true } } });
    }
    const answer = options.methods[String(method)];
    if (!answer) throw new RpcFault('method_not_found');
    const exhausted = points.exhausted();
    if (exhausted !== null) throw limitExceeded(exhausted, points);
    const { data, total } = answer(params);
    points.spend();
    const metadata = { ...(total === undefined ? {} : { total_items: total }), version: null, limits: points.limits() };
    return json({ jsonrpc: '2.0', id, result: { data, metadata } });
  };

  return {
    answer(body) {
      let request: unknown;
      try {
        request = parseLossless(body);
      } catch {
        return refusal(new RpcFault('parse_error'));
      }
      if (Array.isArray(request)) return refusal(new RpcFault('batch_operations_not_supported'));
      if (!isObject(request)) return refusal(new RpcFault('invalid_request'));
      try {
        return call(request);
      } catch (error) {
        if (error instanceof RpcFault) return refusal(error, request.id ?? null);
        throw error;
      }
    },
    refuse: (mnemonic, data) => refusal(new RpcFault(mnemonic, data)),
  };
}

type Sessions = Map<string, Instant>;

function logIn(params: Params, options: RpcOptions, sessions: Sessions): object {
  refuseUnknown(params, ['login', 'password']);
  if (params.login !== options.login || params.password !== options.password) throw new RpcFault('auth_error');
  const token = `demo-callgear-session-${randomUUID()}`;
  const expiresAt = options.now() + HOUR_MS;
  sessions.set(token, expiresAt);
  return { data: { access_token: token, expire_at: Math.floor(expiresAt / 1000), app_id: 3011 }, metadata: {} };
}

function authenticate(params: Params, options: RpcOptions, sessions: Sessions): void {
  const token = params.access_token as string | null | undefined;
  if (token == null) throw new RpcFault('required_parameter_missed', { field: 'access_token' });
  const expiresAt = sessions.get(token);
  const isKnown = token === options.accessToken || (expiresAt !== undefined && expiresAt > options.now());
  if (!isKnown) throw new RpcFault('access_token_invalid');
  const { userId } = options;
  if (userId === null || params.user_id === userId) return;
  if (params.user_id == null) throw new RpcFault('required_parameter_missed', { field: 'user_id' });
  throw new RpcFault('invalid_parameter_value', { field: 'user_id', value: params.user_id });
}

function limitExceeded(type: 'minute' | 'day', points: Points): RpcFault {
  const limits = points.limits();
  const max = limits[`${type}_limit`];
  const message = `Limit per ${type} has been exceeded. Value of current limit per ${type} is ${max}`;
  const data = { params: { limit_type: type, limit_max_value: max }, metadata: { limits } };
  return new RpcFault('limit_exceeded', data, message);
}

const json = (value: object): DemoReply => ({
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: writeLossless(value),
});
