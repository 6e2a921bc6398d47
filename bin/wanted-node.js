/* global console, process */
// Every Node that knows packages can read this file and those that import it: one that cannot run the rest says which is wanted.
// The history is kept through node:sqlite, which is a release candidate from this version on.
const WANTED = '24.15';

/** Ends the process with a word where this Node cannot run Trunkline; a checkout wants more of it, and has another remedy. */
export function refuseOldNode({ isAble = true, reads = '', remedy = '' } = {}) {
  const { node } = process.versions;
  const [major, minor] = node.split('.').map(Number);
  const [wantedMajor, wantedMinor] = WANTED.split('.').map(Number);
  if (isAble && (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor))) return;
  console.error(
    'Trunkline runs on Node ' +
      WANTED +
      ' or later' +
      reads +
      '; this is Node ' +
      node +
      '. Install Node 24' +
      remedy +
      '.',
  );
  process.exit(1);
}
