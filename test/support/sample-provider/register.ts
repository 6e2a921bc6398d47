import './graph.ts';
import { registerProvider } from '../../../src/providers/provider-kinds.ts';
import { createLarkspur } from './index.ts';
import { larkspurSettings } from './settings.ts';

registerProvider(larkspurSettings, createLarkspur);
