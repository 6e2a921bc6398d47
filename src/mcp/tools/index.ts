import type { Tool } from '../tool.ts';
import { agents } from './agents.ts';
import { callFigures } from './call-figures.ts';
import { call } from './call.ts';
import { customerHistory } from './customer-history.ts';
import { attachRecording, finishCall, registerCall } from './external-calls.ts';
import { findCalls } from './find-calls.ts';
import { providers } from './providers.ts';
import { recording } from './recording.ts';
import { unreturnedCalls } from './unreturned-calls.ts';

/** Every tool, in the order in which they are listed. */
export const TOOLS: readonly Tool[] = [
  findCalls,
  unreturnedCalls,
  call,
  callFigures,
  customerHistory,
  agents,
  recording,
  providers,
  registerCall,
  finishCall,
  attachRecording,
];
