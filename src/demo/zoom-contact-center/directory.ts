import { createHash } from 'node:crypto';
import { DEMO_AGENTS, DEMO_QUEUES } from '../call-source.ts';

/** An id in Zoom's form: 22 characters of base64url. */
export const idOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

/** People type their address as they like: "Ada.Marsh@example.com" is ada.marsh@example.com elsewhere. */
const asSignedUp = (email: string): string => email.replace(/(?<=^|\.)[a-z](?=.*@)/g, (letter) => letter.toUpperCase());

/** The contact centre's users, as GET /contact_center/users lists them. */
export const USERS = DEMO_AGENTS.map((agent, index) => ({
  user_id: idOf(`user ${index}`),
  display_name: agent.name,
  user_email: asSignedUp(agent.email),
  role_id: idOf('role agent'),
  role_name: 'Agent',
  client_integration: '',
  status_id: idOf(`status ${index % 3}`),
  status_name: ['Ready', 'Not Ready', 'Offline'][index % 3],
  user_access: agent.isActive ? 'active' : 'inactive',
  country_iso_code: 'GB',
  region_id: idOf('region main'),
  region_name: 'Main Region',
  package_name: 'Essential',
  add_ons_plan: [],
}));

/** The queues, each under both of its ids. */
export const QUEUES = DEMO_QUEUES.map((name, index) => ({
  cc_queue_id: idOf(`cc queue ${index}`),
  queue_id: idOf(`queue ${index}`),
  queue_name: name,
  agents_count: DEMO_AGENTS.length,
  supervisors_count: 1,
  channel: 'voice',
  last_modified_time: '2026-01-15T10:00:00Z',
}));
