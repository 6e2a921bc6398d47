import { type DocumentNode, type GraphQLSchema, type ValidationContext, type ValidationRule, validate } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { refusal } from './refusal.ts';

/** Keeps the schema to itself: no introspection, and no "did you mean" that would spell it out name by name. */
export function useNoIntrospection(): Plugin {
  return {
    onValidate({ addValidationRule, setValidationFn }) {
      addValidationRule(NoIntrospectionRule);
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules: readonly ValidationRule[]) =>
        validate(schema, document, rules, { hideSuggestions: true }),
      );
    },
    onExecute({ args }) {
      Object.assign(args, { hideSuggestions: true });
    },
  };
}

/** Fields that tell the schema; `_service` is that of a subgraph. */
const HIDDEN: ReadonlySet<string> = new Set(['__schema', '__type', '_service']);

export const NoIntrospectionRule: ValidationRule = (context: ValidationContext) => ({
  Field(node) {
    const name = node.name.value;
    if (HIDDEN.has(name))
      context.reportError(refusal('INTROSPECTION_DISABLED', `This server does not answer ${name}.`));
  },
});
