import { GraphQLIncludeDirective, GraphQLSkipDirective, type SelectionNode, getDirectiveValues } from 'graphql';

/** Whether @skip and @include let a selection stand, by variables that have been coerced. */
export function isIncluded(node: SelectionNode, variableValues: Readonly<Record<string, unknown>>): boolean {
  if (!node.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.['if'] !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.['if'] !== false
  );
}
