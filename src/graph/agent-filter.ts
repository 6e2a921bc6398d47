import type { Agent } from '../domain/agent.ts';
import { builder } from './builder.ts';

export const AgentFilterRef = builder.inputType('AgentFilter', {
  description: 'Which agents are wanted. Different fields: and.',
  fields: (t) => ({
    providers: t.idList({
      description: 'Keys of the providers whose directories are read, as Provider.key has them; all when left out.',
    }),
    search: t.string({
      description:
        'Words, in any order, each of them somewhere in the name, the e-mail address or the internal number. Upper and lower case are the same.',
    }),
    isActive: t.boolean({ description: 'Whether they still work with the phone system.' }),
  }),
});

export type AgentFilterInput = typeof AgentFilterRef.$inferInput;

/** Whether an agent passes a filter; its providers were chosen before. */
export function matchesAgentFilter(agent: Agent, filter: AgentFilterInput): boolean {
  if (filter.isActive != null && agent.isActive !== filter.isActive) return false;
  const words = filter.search?.toLowerCase().match(/\S+/g) ?? [];
  const texts = [agent.displayName, agent.email, agent.extension].map((text) => text?.toLowerCase());
  return words.every((word) => texts.some((text) => text?.includes(word)));
}
