import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

// Reads the subgraphs where they run and composes them: what `rover supergraph compose` does, too.

const { values } = parseArgs({
  options: {
    trunkline: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
    crm: { type: 'string', default: 'http://127.0.0.1:4001/graphql' },
    key: { type: 'string' },
    out: { type: 'string', default: 'supergraph.graphql' },
  },
});

/** The text of a subgraph, with the key of whoever composes where it asks for one. */
async function readSubgraph(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(values.key && { authorization: `Bearer ${values.key}` }) },
    body: JSON.stringify({ query: '{ _service { sdl } }' }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { _service: { sdl: string } };
    errors?: readonly { message: string }[];
  };
  if (!data) throw new Error(`${url}: ${errors?.map(({ message }) => message).join('\n') ?? response.statusText}`);
  return data._service.sdl;
}

const subgraphs = Object.entries({ trunkline: values.trunkline, crm: values.crm });
const services = await Promise.all(
  subgraphs.map(async ([name, url]) => ({ name, url, typeDefs: parse(await readSubgraph(url)) })),
);
const { supergraphSdl, errors } = composeServices(services);
if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
writeFileSync(values.out, supergraphSdl);
console.log(`${values.out} is written.`);
