/**
 * A text without addresses, hosts and paths: where our vendors and files are concerns nobody but the operator. What we
 * say ourselves names no place; this is for what vendors and libraries say.
 */
export function withoutPlaces(text: string): string {
  return PLACES.reduce((left, place) => left.replace(place, '…'), text.slice(0, LONGEST));
}

/** Longer than any sentence of ours: what a vendor says may be of any length. */
const LONGEST = 2000;

const PLACES: readonly RegExp[] = [
  // An address of any scheme.
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"'<>]*[^\s"'<>.,;:)]/gi,
  // A path of a machine. Names of a vendor's methods look like paths too: they have no file's ending and no such root.
  /(?<![\w.…/])\/(?:app|data|etc|home|mnt|opt|private|proc|root|run|srv|tmp|usr|var|Users|Volumes)\/[^\s"'<>,;]*/g,
  /(?<![\w.…/])(?:\/[\w.@+-]{1,100}){1,20}\.[a-z]{1,5}\b(?::\d{1,6})?/gi,
  /\b[a-z]:\\[^\s"'<>,;]+/gi,
  // IPv4 and IPv6, with a port or without.
  /\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d{1,5}\b)?/g,
  /\[[0-9a-f.]{0,4}:[0-9a-f:.]{1,45}\](?::\d{1,5}\b)?/gi,
  /(?<![\w:])(?=[0-9a-f:]{0,39}::|(?:[0-9a-f]{1,4}:){4})[0-9a-f:]{3,45}(?![\w:])/gi,
  // A host with its port.
  /\b(?:localhost|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}):\d{2,5}\b/gi,
  /\b[a-z][a-z0-9-]{0,62}:\d{4,5}\b/gi,
];
