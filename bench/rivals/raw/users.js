const KEPT_MS = 60_000;

/** The users of the account, read once a minute: whom rows name by id, or by application and name. */
export function createUsers(client) {
  let users = null;
  let readAt = -Infinity;
  const read = async () => {
    const byId = new Map();
    const byName = new Map();
    const applications = await client.ask('GetApplications', { count: '1000' });
    for (const { application_id: application } of applications)
      for (const user of await client.ask('GetUsers', { application_id: String(application), count: '1000' })) {
        const found = { nativeId: String(user.user_id), displayName: user.user_display_name ?? user.user_name };
        byId.set(found.nativeId, found);
        byName.set(`${application} ${user.user_name}`, found);
      }
    return { byId, byName };
  };
  return () => {
    if (Date.now() - readAt > KEPT_MS) [users, readAt] = [read(), Date.now()];
    return users;
  };
}

/** Who started the session, and the users at the other end of its calls, in the order of these. */
export function agentsOf(row, calls, { byId, byName }) {
  const agents = row.user_id == null ? [] : [byId.get(String(row.user_id)) ?? unknown(String(row.user_id))];
  for (const call of calls) {
    const agent = agentOf(call, row, { byName });
    if (agent && !agents.some(({ nativeId }) => nativeId === agent.nativeId)) agents.push(agent);
  }
  return agents;
}

export const agentOf = (call, row, { byName }) =>
  (call.remote_number_type === 'user' && byName.get(`${row.application_id} ${call.remote_number}`)) || null;

const unknown = (nativeId) => ({ nativeId, displayName: null });
