import console from 'node:console';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const lacksExamples = process.env.CI !== 'true' && !existsSync(`${import.meta.dirname}/examples/node_modules`);
if (lacksExamples)
  console.warn('Tests of the examples are left out: npm ci --prefix examples installs what they need.');

export default defineConfig({
  test: {
    setupFiles: ['test/support/refuse-false-timers.ts'],
    exclude: [...configDefaults.exclude, ...(lacksExamples ? ['examples/**'] : [])],
  },
  resolve: {
    // Vite would take graphql's ESM build while Node, and so every package in node_modules, takes the CommonJS one:
    // two graphqls that do not know each other's types.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
});
