import { BREAK, type DocumentNode, type ExecutionArgs, OperationTypeNode, getOperationAST, visit } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { mentionsParts } from './answers-in-parts.ts';
import { executeQuery } from './execute-query.ts';

/**
 * Executes queries by plans that are made once for all rows. Mutations, subscriptions, introspection and answers in parts
 * (@defer, @stream) are left to the executor that Yoga brings.
 */
export function usePlannedExecution(): Plugin {
  const plainness = new WeakMap<DocumentNode, boolean>();
  return {
    onExecute({ args: { document: asked, operationName }, setExecuteFn }) {
      const document = asked as DocumentNode;
      const operation = getOperationAST(document, operationName as string | undefined);
      if (operation?.operation !== OperationTypeNode.QUERY) return;
      const isPlain = plainness.get(document) ?? readPlainness(document);
      plainness.set(document, isPlain);
      if (!isPlain) return;
      setExecuteFn((args) => executeQuery({ ...(args as ExecutionArgs), operation }));
    },
  };
}

const INTROSPECTION: ReadonlySet<string> = new Set(['__schema', '__type']);

function readPlainness(document: DocumentNode): boolean {
  let isPlain = !mentionsParts(document);
  visit(document, {
    Field({ name, alias }) {
      // An object written with this key would get a prototype instead.
      isPlain &&= !INTROSPECTION.has(name.value) && alias?.value !== '__proto__';
      return isPlain ? undefined : BREAK;
    },
  });
  return isPlain;
}
