import { refuseOldNode } from './bin/wanted-node.js';

refuseOldNode(', or run "npm ci" without --omit=dev: that brings one along for npm start');
void import('./src/main.ts');
