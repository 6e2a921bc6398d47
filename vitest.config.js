import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { setupFiles: ['test/support/refuse-false-timers.ts'] },
  resolve: {
    // Vite would take graphql's ESM build while Node, and so every package in node_modules, takes the CommonJS one:
    // two graphqls that do not know each other's types.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
});
