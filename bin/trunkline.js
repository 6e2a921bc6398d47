#!/usr/bin/env node
import { refuseOldNode } from './wanted-node.js';

refuseOldNode();
void import('./run-built.js');
