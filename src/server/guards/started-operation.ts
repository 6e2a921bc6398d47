import type { DocumentNode, ExecutionResult, GraphQLSchema } from 'graphql';

/** What guards read of a query, mutation or subscription that is about to start, and how they stop it. */
export type StartedOperation = {
  readonly args: {
    readonly schema: GraphQLSchema;
    readonly document: DocumentNode;
    readonly contextValue?: unknown;
    readonly operationName?: string | null | undefined;
    readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  };
  readonly context: { readonly request: Request };
  readonly setResultAndStopExecution: (result: ExecutionResult) => void;
};
