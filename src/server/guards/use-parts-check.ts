import {
  BREAK,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  getDirectiveValues,
  getOperationAST,
  getVariableValues,
  visit,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { readForPlan } from '../../graph/collect-fields.ts';
import { answersInParts, mentionsParts } from '../execution/answers-in-parts.ts';
import { pickMediaType } from '../http/accept.ts';
import { refusal } from './refusal.ts';
import { EVENTS, IN_PARTS } from './use-media-types.ts';

/**
 * Refuses, before anything is asked for it, a query that answers in parts to a client that does not read such answers, and
 * one that wants a list to begin with fewer than no items.
 */
export function usePartsCheck(): Plugin {
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      const document = args.document as DocumentNode;
      if (!mentionsParts(document)) return;
      const schema = args.schema as GraphQLSchema;
      const variableValues = (args.variableValues as Record<string, unknown> | null | undefined) ?? {};
      const operation = getOperationAST(document, args.operationName as string | undefined);
      const refuse = (error: GraphQLError) => setResultAndStopExecution({ errors: [error] });
      if (!operation) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues);
      // Variables that do not fit are refused when the operation is executed.
      if (!coerced) return;
      if (startsBelowZero(schema, document, coerced)) return refuse(refusal('BAD_REQUEST', BELOW_ZERO));
      if (pickMediaType(context.request.headers.get('accept'), IN_PARTS) !== null) return;
      if (answersInParts(document, operation, coerced))
        refuse(refusal('NOT_ACCEPTABLE', UNREAD, { status: 406, isWellFormed: false }));
    },
    onSubscribe({ context, setResultAndStopExecution }) {
      if (pickMediaType(context.request.headers.get('accept'), EVENTS) === null)
        setResultAndStopExecution({
          errors: [refusal('NOT_ACCEPTABLE', EVENTS_MESSAGE, { status: 406, isWellFormed: false })],
        });
    },
  };
}

/** Whether some @stream has an initialCount below 0: the executor would find out when the list has been read. */
function startsBelowZero(schema: GraphQLSchema, document: DocumentNode, variables: Record<string, unknown>): boolean {
  const directive = schema.getDirective('stream');
  let isFound = false;
  if (directive)
    visit(document, {
      Field(node) {
        const count = readForPlan(() => getDirectiveValues(directive, node, variables)?.['initialCount']);
        isFound ||= typeof count === 'number' && count < 0;
        return isFound ? BREAK : undefined;
      },
    });
  return isFound;
}

const BELOW_ZERO = '@stream(initialCount:) is how many items come at once: 0 or more.';
const EVENTS_MESSAGE =
  'A subscription is answered with events, and the Accept header of this request does not allow text/event-stream.';

const UNREAD =
  'This query answers in parts (@defer, @stream), and its Accept header allows no media type for that. ' +
  'Accept multipart/mixed or text/event-stream, or ask without these directives.';
