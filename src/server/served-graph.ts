import { printSchema } from 'graphql';
import { type Subgraph, createSubgraph } from '../graph/federation/create-subgraph.ts';
import { schema } from '../schema.ts';
import type { Settings } from './settings.ts';

/** The graph as clients are served it: the whole of it, or as a subgraph. */
export const servedGraph = ({ federation, timeline }: Pick<Settings, 'federation' | 'timeline'>): Subgraph =>
  federation ? createSubgraph(schema, timeline) : WHOLE;

let printed: string | undefined;
/** Printed for the first who asks. */
const WHOLE: Subgraph = { schema, text: () => (printed ??= printSchema(schema)) };
