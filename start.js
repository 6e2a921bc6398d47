/* global console, process */
// Every Node that knows packages can read this file, so that one that cannot read the others says which is wanted.
const WANTED = 24;
const { node } = process.versions;
const canStart = Number(node.split('.')[0]) >= WANTED && process.features.typescript;

if (canStart) void import('./src/main.ts');
else {
  console.error(
    'Trunkline runs on Node ' +
      WANTED +
      ' or newer, which reads TypeScript; this is Node ' +
      node +
      '. ' +
      'Install Node ' +
      WANTED +
      ', or run "npm ci" without --omit=dev: that brings one along for npm start.',
  );
  process.exit(1);
}
