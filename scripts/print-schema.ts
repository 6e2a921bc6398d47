import { printSchema } from 'graphql';
import { schema } from '../src/schema.ts';

/** A plugin of graphql-codegen: the schema with its fields and values in the order that clients are served. */
export const plugin = (): string => printSchema(schema);
