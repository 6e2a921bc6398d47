/** Words, a vendor's or our own, as a sentence: with one full stop, whether they brought one or not. */
export function toSentence(words: string): string {
  const said = words.trimEnd();
  return /[.!?…]["')\]]?$/.test(said) ? said : `${said}.`;
}
