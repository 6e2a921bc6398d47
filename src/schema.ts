import { specifiedDirectives } from 'graphql';
import { builder } from './graph/builder.ts';
import { deferDirective, streamDirective } from './graph/incremental-directives.ts';
import './graph/scalars.ts';
import './graph/agent-connection.ts';
import './graph/call-session-change-connection.ts';
import './graph/call-session-change-subscription.ts';
import './graph/call-session-connection.ts';
import './graph/call-session-query.ts';
import './graph/call-stats.ts';
import './graph/line-connection.ts';
import './graph/node-queries.ts';
import './graph/person-connection.ts';
import './graph/provider-call-sessions.ts';
import './graph/provider-history.ts';
import './graph/queue-connection.ts';
import './graph/recording-connection.ts';
import './graph/related-call.ts';
import './providers/bitrix24/graph/index.ts';
import './providers/bitrix24/graph/external-calls.ts';
import './providers/callgear/graph/index.ts';
import './providers/voximplant/graph/index.ts';
import './providers/zoom-contact-center/graph/index.ts';

/**
 * The whole graph, as it is served. Fields and values stand in the order in which they are declared, which groups them by
 * meaning.
 */
export const schema = builder.toSchema({
  directives: [...specifiedDirectives, deferDirective, streamDirective],
  sortSchema: false,
});
