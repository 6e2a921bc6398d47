import { Lexer, type Source, TokenKind } from 'graphql';
import { INPUT_BOUNDS, MAX_INPUT_NESTING } from '../../graph/input-bounds.ts';

/** Lists and objects in all of the variables. */
const MAX_OBJECTS = 1_000;

/** Selections nest less than their braces: inline fragments add braces and no fields. Far past what maxDepth allows. */
const MAX_BRACES = 100;

const WORDS: ReadonlySet<TokenKind> = new Set([TokenKind.NAME, TokenKind.INT, TokenKind.FLOAT]);

/**
 * Whether lists and objects nest deeper than so many levels within a value, or are more than anybody needs. Looks at one level after the other: a walk
 * that called itself could run out of stack.
 */
export function isNestedDeeper(value: unknown, levels: number): boolean {
  let level: readonly object[] = partsOf([value]);
  let objects = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    // Branches of branches cost as much as depth: each is compared with every field that its type has.
    objects += level.length;
    if (depth === levels || objects > MAX_OBJECTS) return true;
    level = level.flatMap((one) => partsOf(Object.values(one)));
  }
  return false;
}

const partsOf = (values: readonly unknown[]): object[] =>
  values.filter((value): value is object => typeof value === 'object' && value !== null);

/**
 * What in a document is more than its parser, which calls itself, and its refusals, which suggest names that are alike,
 * should take: a value (an argument, a default) or a selection that nests too deep, or a name or number that is too long.
 */
export function findExcess(source: Source): 'value' | 'selection' | 'name' | null {
  const lexer = new Lexer(source);
  const depths = { value: 0, selection: 0 };
  let parentheses = 0;
  for (;;) {
    const { kind, start, end } = lexer.advance();
    const place = parentheses > 0 ? 'value' : 'selection';
    if (kind === TokenKind.EOF) return null;
    if (kind === TokenKind.PAREN_L) parentheses += 1;
    if (kind === TokenKind.PAREN_R) parentheses -= 1;
    if (kind === TokenKind.BRACKET_L || kind === TokenKind.BRACE_L) depths[place] += 1;
    if (kind === TokenKind.BRACKET_R || kind === TokenKind.BRACE_R) depths[place] -= 1;
    if (WORDS.has(kind) && end - start > INPUT_BOUNDS.maxCharacters) return 'name';
    if (depths.value > MAX_INPUT_NESTING) return 'value';
    if (depths.selection > MAX_BRACES) return 'selection';
  }
}
