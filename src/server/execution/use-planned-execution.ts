import { BREAK, type DocumentNode, type ExecutionArgs, OperationTypeNode, getOperationAST, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { onceFor } from '../../domain/once-for.ts';
import { mentionsParts } from './answers-in-parts.ts';
import { executeQuery } from './execute-query.ts';

/**
 * Executes queries by plans that are made once for all rows. Mutations, subscriptions, introspection and answers in parts
 * (@defer, @stream) are left to the executor that Yoga brings.
 */
export function usePlannedExecution(): Plugin {
  return {
    onExecute({ args: { document: asked, operationName }, setExecuteFn }) {
      const document = asked as DocumentNode;
      const operation = getOperationAST(document, operationName as string | undefined);
      if (operation?.operation !== OperationTypeNode.QUERY) return;
      if (!isPlain(document)) return;
      setExecuteFn((args) => executeQuery({ ...(args as ExecutionArgs), operation }));
    },
  };
}

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Whether a query has nothing that is left to the other executor. */
const isPlain = onceFor((document: DocumentNode): boolean => {
  let isPlainSoFar = !mentionsParts(document);
  visit(document, {
    Field({ name, alias }) {
      // An object written with this key would get a prototype instead.
      isPlainSoFar &&= !INTROSPECTION.has(name.value) && alias?.value !== '__proto__';
      return isPlainSoFar ? undefined : BREAK;
    },
  });
  return isPlainSoFar;
});
