import { ACCOUNT_ID, readApplication } from './directory.ts';
import { readIds, readList, readSwitch } from './parameters.ts';
import { Refusal } from './refusal.ts';
import type { SessionFacts } from './sessions.ts';

/** Tests a session's facts; null stands for a request that sets no filter. */
export type SessionTest = ((facts: SessionFacts) => boolean) | null;

const CHILD_ACCOUNT_ID = 4714999;

/** Reads the filter of a `GetCallHistory`. Different parameters: and. Several values of one: or. */
export function readSessionFilter(parameters: URLSearchParams): SessionTest {
  const application = readApplication(parameters);
  const users = readIds(parameters, 'user_id', 117);
  // Without an application the vendor does not look at the rule.
  const rule = application === null ? null : parameters.get('rule_name');
  const remote = readRemoteNumbers(parameters);
  const local = readList(parameters, 'local_number');
  const customData = parameters.get('call_session_history_custom_data');
  const accounts = readAccounts(parameters);
  const tests: ((facts: SessionFacts) => boolean)[] = [];
  if (application !== null) tests.push((facts) => facts.application === application);
  if (users !== null) tests.push((facts) => facts.userId !== null && users.includes(facts.userId));
  if (rule !== null) tests.push((facts) => facts.rule === rule);
  if (remote !== null) tests.push((facts) => facts.remoteNumbers.some((number) => remote.includes(number)));
  if (local !== null) tests.push((facts) => facts.localNumbers.some((number) => local.includes(number)));
  if (customData !== null) tests.push((facts) => facts.customData === customData);
  if (accounts !== null) tests.push((facts) => accounts.includes(facts.accountId));
  return tests.length === 0 ? null : (facts) => tests.every((test) => test(facts));
}

function readRemoteNumbers(parameters: URLSearchParams): readonly string[] | null {
  const list = parameters.get('remote_number_list');
  if (list === null) return readList(parameters, 'remote_number');
  let numbers: unknown;
  try {
    numbers = JSON.parse(list);
  } catch {
    throw new Refusal(496, "The 'remote_number_list' parameter is invalid.", 'remote_number_list');
  }
  if (!Array.isArray(numbers))
    throw new Refusal(496, "The 'remote_number_list' parameter is invalid.", 'remote_number_list');
  const named = numbers.map((number) => String(number).trim()).filter((number) => number !== '');
  return named.length === 0 ? readList(parameters, 'remote_number') : named;
}

// The account's one child has made no calls.
function readAccounts(parameters: URLSearchParams): readonly number[] | null {
  const isChildrenOnly = readSwitch(parameters, 'children_calls_only', false);
  const children = parameters.get('child_account_id') === 'all' ? [] : readIds(parameters, 'child_account_id', 194);
  if (children?.some((id) => id !== String(CHILD_ACCOUNT_ID)))
    throw new Refusal(194, "The 'child_account_id' parameter is invalid.", 'child_account_id');
  if (isChildrenOnly) return [CHILD_ACCOUNT_ID];
  return children === null || children.length === 0 ? null : [ACCOUNT_ID, CHILD_ACCOUNT_ID];
}
