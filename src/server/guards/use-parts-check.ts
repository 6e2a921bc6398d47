import { type DocumentNode, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { answersInParts } from '../execution/answers-in-parts.ts';
import { pickMediaType } from '../http/accept.ts';
import { refusal } from './refusal.ts';
import { EVENTS, IN_PARTS } from './use-media-types.ts';

/** Refuses what answers in parts to a client that does not read such answers, before anything is asked for it. */
export function usePartsCheck(): Plugin {
  return {
    onExecute({ args, context, setResultAndStopExecution }) {
      if (pickMediaType(context.request.headers.get('accept'), IN_PARTS) !== null) return;
      const document = args.document as DocumentNode;
      const operation = getOperationAST(document, args.operationName as string | undefined);
      const variableValues = (args.variableValues as Record<string, unknown> | null | undefined) ?? {};
      if (operation && answersInParts({ schema: args.schema as GraphQLSchema, document, operation, variableValues }))
        setResultAndStopExecution({
          errors: [refusal('NOT_ACCEPTABLE', MESSAGE, { status: 406, isWellFormed: false })],
        });
    },
    onSubscribe({ context, setResultAndStopExecution }) {
      if (pickMediaType(context.request.headers.get('accept'), EVENTS) === null)
        setResultAndStopExecution({
          errors: [refusal('NOT_ACCEPTABLE', EVENTS_MESSAGE, { status: 406, isWellFormed: false })],
        });
    },
  };
}

const EVENTS_MESSAGE =
  'A subscription is answered with events, and the Accept header of this request does not allow text/event-stream.';

const MESSAGE =
  'This query answers in parts (@defer, @stream), and its Accept header allows no media type for that. ' +
  'Accept multipart/mixed or text/event-stream, or ask without these directives.';
