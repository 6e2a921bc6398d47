import { Lexer, type Source, TokenKind } from 'graphql';
import { MAX_INPUT_NESTING } from '../../graph/input-bounds.ts';

/** Selections nest less than their braces: inline fragments add braces and no fields. Far past what maxDepth allows. */
const MAX_BRACES = 100;

/**
 * Whether lists and objects nest deeper than so many levels within a value. Looks at one level after the other: a walk
 * that called itself could run out of stack.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  let level: readonly object[] = partsOf([value]);
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth === levels) return true;
    level = level.flatMap((one) => partsOf(Object.values(one)));
  }
  return false;
}

const partsOf = (values: readonly unknown[]): object[] =>
  values.filter((value): value is object => typeof value === 'object' && value !== null);

/**
 * What in a document nests deeper than its parser, which calls itself, should follow: a value (an argument, a default) or
 * a selection; null where nothing does.
 */
export function findDeepNesting(source: Source): 'value' | 'selection' | null {
  const lexer = new Lexer(source);
  const depths = { value: 0, selection: 0 };
  let parentheses = 0;
  for (;;) {
    const { kind } = lexer.advance();
    const place = parentheses > 0 ? 'value' : 'selection';
    if (kind === TokenKind.EOF) return null;
    if (kind === TokenKind.PAREN_L) parentheses += 1;
    if (kind === TokenKind.PAREN_R) parentheses -= 1;
    if (kind === TokenKind.BRACKET_L || kind === TokenKind.BRACE_L) depths[place] += 1;
    if (kind === TokenKind.BRACKET_R || kind === TokenKind.BRACE_R) depths[place] -= 1;
    if (depths.value > MAX_INPUT_NESTING) return 'value';
    if (depths.selection > MAX_BRACES) return 'selection';
  }
}
