import { DEMO_AGENTS } from '../call-source.ts';
import { Refusal } from './refusal.ts';
import { readCount, readIds } from './parameters.ts';

export const ACCOUNT_ID = 4714487;

export const APPLICATIONS = [
  { application_id: 10733204, application_name: 'support.acme.voximplant.com' },
  { application_id: 10733205, application_name: 'sales.acme.voximplant.com' },
] as const;

const USERS_PER_APPLICATION = DEMO_AGENTS.length / APPLICATIONS.length;
const CREATED = '2025-01-13 09:30:00';

/** Place of the application that an agent works in. */
export const applicationOfAgent = (agent: number): number => Math.floor(agent / USERS_PER_APPLICATION);

/** A colleague of an agent: users belong to one application, and so does a transfer. */
export const colleagueOf = (agent: number): number =>
  applicationOfAgent(agent) * USERS_PER_APPLICATION + ((agent + 1) % USERS_PER_APPLICATION);

export const userIdOf = (agent: number): number => 2210345 + agent;

export const userNameOf = (agent: number): string => DEMO_AGENTS[agent]?.email.split('@')[0] ?? '';

/** Answers `GetApplications`. */
export function getApplications(parameters: URLSearchParams): object {
  const rows = APPLICATIONS.map((application) => ({
    ...application,
    modified: CREATED,
    secure_record_storage: true,
  }));
  return toPage(rows, parameters);
}

/** Answers `GetUsers`, which knows one application at a time. */
export function getUsers(parameters: URLSearchParams): object {
  const application = readApplication(parameters);
  if (application === null) throw new Refusal(134, "The 'application_id' parameter is required.", 'application_id');
  const ids = readIds(parameters, 'user_id', 117);
  const name = parameters.get('user_name');
  const active = parameters.get('user_active');
  const rows = DEMO_AGENTS.map((_, agent) => agent)
    .filter((agent) => applicationOfAgent(agent) === application)
    .map(toUser)
    .filter((user) => ids === null || ids.includes(String(user.user_id)))
    .filter((user) => name === null || user.user_name === name)
    .filter((user) => active === null || String(user.user_active) === active);
  return toPage(rows, parameters);
}

/** The application that a request names by id or by name; null where it names none. */
export function readApplication(parameters: URLSearchParams): number | null {
  const id = parameters.get('application_id');
  const name = parameters.get('application_name');
  if (id === null && name === null) return null;
  const place = APPLICATIONS.findIndex((application) =>
    id === null
      ? application.application_name === name || application.application_name.split('.')[0] === name
      : String(application.application_id) === id,
  );
  if (place < 0 && id !== null) throw new Refusal(116, "The 'application_id' parameter is invalid.", 'application_id');
  if (place < 0) throw new Refusal(558, 'The application is not found.', 'application_name');
  return place;
}

const toUser = (agent: number) => ({
  user_id: userIdOf(agent),
  user_name: userNameOf(agent),
  user_display_name: DEMO_AGENTS[agent]?.name ?? '',
  user_active: DEMO_AGENTS[agent]?.isActive ?? false,
  parent_accounting: true,
  frozen: false,
  two_factor_auth_required: false,
  created: CREATED,
  modified: CREATED,
});

function toPage(rows: readonly object[], parameters: URLSearchParams): object {
  const count = readCount(parameters, 'count', { otherwise: 20, min: 1, max: 1000 });
  const offset = readCount(parameters, 'offset', { otherwise: 0, min: 0, max: 10_000 });
  const result = rows.slice(offset, offset + count);
  return { result, total_count: rows.length, count: result.length };
}
