import { DEMO_AGENTS } from '../call-source.ts';
import type { Parameters } from './read-parameters.ts';
import { readInteger, readList, readText } from './read-parameters.ts';

/** A user as user.get gives it. */
export type PortalUser = {
  readonly ID: string;
  readonly ACTIVE: boolean;
  readonly NAME: string;
  readonly LAST_NAME: string;
  readonly EMAIL: string;
  readonly IS_ONLINE: 'Y' | 'N';
  readonly LAST_ACTIVITY_DATE: object;
  readonly UF_DEPARTMENT: readonly number[];
  readonly UF_PHONE_INNER: string;
};

/** Portal user of one of the demo's agents. */
export const userIdOf = (agent: number): string => String(11 + agent);

/** Everybody on the portal: the agents, the user whose webhook is used, and the two of the documentation's records. */
const PORTAL_USERS: readonly PortalUser[] = [
  toUser('1', { name: 'Portal Administrator', email: 'admin@example.com', extension: '', isActive: true }),
  ...DEMO_AGENTS.map((agent, index) => toUser(userIdOf(index), agent)),
  toUser('1269', { name: 'Nora Field', email: 'nora.field@example.com', extension: '269', isActive: true }),
];

const USERS_BY_ID = new Map(PORTAL_USERS.map((user) => [user.ID, user]));

/** The user with an id; undefined for the unknown. */
export const findUser = (id: string): PortalUser | undefined => USERS_BY_ID.get(id);

/** The user with an inner telephone number. */
export const findUserByExtension = (extension: string): PortalUser | undefined =>
  PORTAL_USERS.find((user) => user.UF_PHONE_INNER === extension && extension !== '');

const PAGE_SIZE = 50;

/** user.get: filtered by id and activity, sorted by id, fifty a page. */
export function listUsers(parameters: Parameters): { result: PortalUser[]; total: number; next?: number } {
  const filter = parameters.FILTER;
  const conditions = filter !== null && typeof filter === 'object' && !Array.isArray(filter) ? filter : parameters;
  const found = PORTAL_USERS.filter((user) =>
    Object.entries(conditions).every(([key, value]) => {
      const ids = readList(value);
      switch (key.toUpperCase()) {
        case 'ID':
        case '@ID':
          return ids.length === 0 || ids.includes(user.ID);
        case '>ID':
          return Number(user.ID) > Number(ids[0]);
        case 'ACTIVE':
          return user.ACTIVE === (ids[0] === 'true' || ids[0] === '1' || ids[0] === 'Y');
        default:
          return true;
      }
    }),
  );
  if (readText(parameters.ORDER)?.toUpperCase() === 'DESC') found.reverse();
  const start = readInteger(parameters.START) ?? 0;
  const from = Math.max(start, 0);
  const result = found.slice(from, from + PAGE_SIZE);
  if (start < 0) return { result, total: 0 };
  const next = from + result.length;
  return { result, total: found.length, ...(next < found.length ? { next } : {}) };
}

function toUser(id: string, person: { name: string; email: string; extension: string; isActive: boolean }): PortalUser {
  const [first = '', ...rest] = person.name.split(' ');
  return {
    ID: id,
    ACTIVE: person.isActive,
    NAME: first,
    LAST_NAME: rest.join(' '),
    EMAIL: person.email,
    IS_ONLINE: 'N',
    LAST_ACTIVITY_DATE: {},
    UF_DEPARTMENT: [1],
    UF_PHONE_INNER: person.extension,
  };
}
