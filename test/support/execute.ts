import { type DocumentNode, type ExecutionResult, type GraphQLSchema, parse, validate } from 'graphql';
import { createYoga } from 'graphql-yoga';
import { usePlannedExecution } from '../../src/server/execution/use-planned-execution.ts';

/** An operation of a valid document, and what its resolvers are given. */
export type Operation = {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly contextValue: unknown;
  readonly rootValue?: unknown;
  readonly variableValues?: Readonly<Record<string, unknown>> | undefined;
};

/** Executes as the server does: queries by its own executor, everything else by the one that Yoga brings. */
export async function execute({ schema, ...operation }: Operation): Promise<ExecutionResult> {
  const executeAsServed = executors.get(schema) ?? createExecutor(schema);
  executors.set(schema, executeAsServed);
  return (await executeAsServed({ schema, ...operation })) as ExecutionResult;
}

/** Checks a text against the schema, and executes it. */
export async function executeText({
  source,
  ...operation
}: Omit<Operation, 'document'> & { readonly source: string }): Promise<ExecutionResult> {
  const document = parse(source);
  const errors = validate(operation.schema, document);
  return errors.length > 0 ? { errors } : execute({ ...operation, document });
}

type Execute = (operation: Operation) => unknown;

const executors = new WeakMap<GraphQLSchema, Execute>();

function createExecutor(schema: GraphQLSchema): Execute {
  const yoga = createYoga({ schema, logging: false, maskedErrors: false, plugins: [usePlannedExecution()] });
  return (operation) => (yoga.getEnveloped({} as never).execute as Execute)(operation);
}
