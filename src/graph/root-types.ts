import { builder } from './builder.ts';

builder.queryType({ description: 'What can be asked. Every answer is read from the providers when it is asked for.' });

builder.mutationType({
  description:
    'What can be written. Several mutations of one request run one after the other. A write that may have reached its vendor is never sent again by itself: its answer says whether it took effect, surely did not, or cannot be known.',
});
