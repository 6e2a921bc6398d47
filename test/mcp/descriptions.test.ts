import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import type { Tool } from '@modelcontextprotocol/sdk/types.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { ANYBODY } from '../../src/domain/caller.ts';
import { createMcpServer } from '../../src/mcp/create-mcp-server.ts';
import { createPick } from './pick-tool.ts';

/** What people ask an assistant, and the tool that answers it. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  find_calls: [
    'Show me the newest calls of this morning',
    'List yesterday’s outbound calls that were recorded',
    'Which calls did Ada Marsh take today?',
    'Find the calls in which somebody mentioned a refund',
    'Who called us last night, and whom did they reach?',
    'List the calls to our Berlin line that were busy',
    'Give me a list of all inbound calls between Monday and Wednesday',
    'Were there voicemail calls on the support line yesterday?',
    'Search the notes for the word invoice',
  ],
  unreturned_calls: [
    'Who still waits for us to call back?',
    'Which customers did nobody answer and nobody has spoken with since?',
    'Whom do we have to call back first, who has been waiting longest?',
    'List the missed calls that were never returned',
    'Are there inbound calls nobody answered that still need a call back?',
    'Which missed calls are still open?',
    'Whom did we forget to call back?',
  ],
  call: [
    'Tell me everything about this one call',
    'To whom was that call transferred, leg by leg?',
    'Why did this call end so, and what did it cost?',
    'Is there a note or a rating on the call with this id?',
    'Did another phone system see the same call?',
    'How long did each leg of this call last?',
    'Does this call have recordings, and what are their ids?',
  ],
  call_figures: [
    'How many calls did we have per day last week?',
    'What was the average waiting time in the sales queue?',
    'What is our busiest hour of the day?',
    'Who talked most this month?',
    'Compare answered and missed calls of October with November: how many more?',
    'How much did our calls cost per provider?',
    'Count the calls of each line by outcome',
    'How long do callers wait on average?',
    'What is our average rating per person?',
    'Which weekday has the most calls?',
    'What is the total talk time of each agent?',
  ],
  customer_history: [
    'What do we know about the customer with the number +44 20 7946 0000?',
    'Has this customer called us before, and did we speak with them?',
    'Give me the history of one customer’s number',
    'How often did +49 30 901820 ring us, and are they still waiting for a call back?',
    'When did we last speak with the customer at 020 7946 0001?',
    'Show everything about the customer behind this number',
  ],
  agents: [
    'Which of our people has extension 104?',
    'What is the id of the person called Ben Okafor?',
    'Who works here with the e-mail address ada.marsh@example.com?',
    'List everybody of the company who answers calls',
    'Find Clara in our company',
    'Is the person with extension 12 still active?',
  ],
  recording: [
    'Play the recording of that call for me',
    'What was said on the phone? Give me the transcript',
    'I want a link to listen to this recording',
    'Read me the rest of the long transcript',
    'Can I listen to what was said?',
    'Open the transcript of this recording',
  ],
  providers: [
    'Which phone systems are connected, and do they all answer?',
    'Is one of the phone systems down just now?',
    'Since when are calls kept?',
    'What is wrong with the Zoom phone system?',
    'Is CallGear up?',
    'What are the keys of our phone systems?',
  ],
  register_call: [
    'Register a call that ran elsewhere in Bitrix24',
    'Make a call from another system known to Bitrix24, it started at nine',
  ],
  finish_call: ['Finish the registered call, it was answered and took two minutes', 'End the registered call'],
  attach_recording: [
    'Attach this recording to the finished call',
    'Add the mp3 file at this address to the call in Bitrix24',
  ],
};

const ALL = Object.entries(QUESTIONS).flatMap(([tool, questions]) => questions.map((question) => ({ tool, question })));

let tools: readonly Tool[];
beforeAll(async () => {
  const options = { version: '1', caller: ANYBODY, writes: true, onUnexpected() {} };
  const server = createMcpServer({ ...options, ask: () => Promise.resolve({}) });
  const client = new Client({ name: 'a test', version: '1' });
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(here), client.connect(there)]);
  ({ tools } = await client.listTools());
  await client.close();
});

function missesIn(listed: readonly Tool[], questions = ALL): readonly string[] {
  const pick = createPick(listed);
  return questions.flatMap(({ tool, question }) => (pick(question) === tool ? [] : question));
}

/** One question in ten has words that do not tell: a model knows more than words. */
const MOST_MISSES = Math.floor(ALL.length / 10);

it('has questions for every tool', () => {
  expect(Object.keys(QUESTIONS).sort()).toEqual(tools.map(({ name }) => name).sort());
  expect(ALL.length).toBeGreaterThanOrEqual(60);
});

it('finds the right tool for what people ask, by the words that describe it alone', () => {
  const misses = missesIn(tools);
  expect(misses.length, misses.join('\n')).toBeLessThanOrEqual(MOST_MISSES);
});

describe('the same questions', () => {
  const withText = ({ name, ...rest }: Tool, { title, description, inputSchema }: Partial<Tool>): Tool => ({
    ...{ ...rest, name, title, description },
    inputSchema: inputSchema ?? { type: 'object' },
  });

  it.each(Object.keys(QUESTIONS))('find %s no more where its description is left out', (name) => {
    const emptied = tools.map((tool) => (tool.name === name ? withText(tool, {}) : tool));
    const own = ALL.filter(({ tool }) => tool === name);
    expect(missesIn(emptied, own).length).toBeGreaterThan(missesIn(tools, own).length);
  });

  it('find most tools no more where every description is left out, or that of its neighbour', () => {
    const emptied = tools.map((tool) => withText(tool, {}));
    const swapped = tools.map((tool, place) => withText(tool, tools[(place + 1) % tools.length]!));
    expect(missesIn(emptied).length).toBeGreaterThan(ALL.length / 2);
    expect(missesIn(swapped).length).toBeGreaterThan(ALL.length / 2);
  });

  it.each(Object.keys(QUESTIONS))('find fewer tools where %s and another have changed their descriptions', (name) => {
    const place = tools.findIndex((tool) => tool.name === name);
    for (const other of tools.keys()) {
      if (other === place) continue;
      const changed = tools
        .with(place, withText(tools[place]!, tools[other]!))
        .with(other, withText(tools[other]!, tools[place]!));
      expect(missesIn(changed).length, tools[other]!.name).toBeGreaterThan(missesIn(tools).length);
    }
  });
});
