/* global process */
import { refuseOldNode } from './bin/wanted-node.js';

refuseOldNode({
  isAble: process.features.typescript,
  reads: ', which reads TypeScript',
  remedy: ', or run "npm ci" without --omit=dev: that brings one along for npm start',
});
void import('./src/main.ts');
