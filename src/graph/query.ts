import { builder } from './builder.ts';

builder.queryType({ description: 'What can be asked. Every answer is read from the providers when it is asked for.' });
