import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import type { QueryLimits } from '../settings.ts';
import { refusal } from './refusal.ts';

/** A validation rule that refuses documents of a harmful shape: too deep, too many aliases, too many directives. */
export function createQueryShapeRule(limits: QueryLimits): (context: ValidationContext) => ASTVisitor {
  // The name keys the cache of validated documents.
  return function QueryShapeRule(context) {
    let aliases = 0;
    let directives = 0;
    return {
      Field(node) {
        if (node.alias) aliases += 1;
      },
      Directive() {
        directives += 1;
      },
      OperationDefinition: (node) => checkDepth(context, node, limits.maxDepth),
      Document: {
        leave() {
          if (aliases > limits.maxAliases)
            context.reportError(
              refusal('TOO_MANY_ALIASES', `This document has ${aliases} aliases; ${limits.maxAliases} are taken.`),
            );
          if (directives > limits.maxDirectives)
            context.reportError(
              refusal(
                'TOO_MANY_DIRECTIVES',
                `This document has ${directives} directives; ${limits.maxDirectives} are taken.`,
              ),
            );
        },
      },
    };
  };
}

function checkDepth(context: ValidationContext, operation: OperationDefinitionNode, maxDepth: number): void {
  const depth = depthOf(context, operation.selectionSet, new Map());
  if (depth > maxDepth)
    context.reportError(
      refusal(
        'QUERY_TOO_DEEP',
        `Fields nest ${depth} deep in this query; ${maxDepth} are taken. What lies deeper can be asked for by its id, with node(id:).`,
      ),
    );
}

/** Depth of a selection, each fragment measured once. Introspection has a rule of its own and counts as one field. */
function depthOf(
  context: ValidationContext,
  { selections }: SelectionSetNode,
  fragmentDepths: Map<FragmentDefinitionNode, number>,
): number {
  let deepest = 0;
  for (const selection of selections) {
    let depth = 0;
    if (selection.kind === Kind.FIELD) {
      const isIntrospection = selection.name.value.startsWith('__');
      const below = isIntrospection ? undefined : selection.selectionSet;
      depth = 1 + (below ? depthOf(context, below, fragmentDepths) : 0);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      depth = depthOf(context, selection.selectionSet, fragmentDepths);
    } else {
      const fragment = context.getFragment(selection.name.value);
      if (fragment) {
        if (!fragmentDepths.has(fragment)) {
          // Set before it is measured: fragments that spread each other are refused by another rule, and end here.
          fragmentDepths.set(fragment, 0);
          fragmentDepths.set(fragment, depthOf(context, fragment.selectionSet, fragmentDepths));
        }
        depth = fragmentDepths.get(fragment) ?? 0;
      }
    }
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
