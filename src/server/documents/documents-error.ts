/** A file of operations that cannot be used, with everything that is wrong with it at once. */
export class DocumentsError extends Error {
  constructor(source: string, problems: readonly string[]) {
    const shown = problems.slice(0, MOST_SHOWN).map((problem) => `  ${problem}`);
    if (problems.length > MOST_SHOWN) shown.push(`  and ${problems.length - MOST_SHOWN} more`);
    super(`The operations in ${source} (documents.file) cannot be used:\n${shown.join('\n')}`);
    this.name = 'DocumentsError';
  }
}

const MOST_SHOWN = 20;
