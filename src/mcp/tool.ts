import type { z } from 'zod';
import type { Ask } from '../domain/ask.ts';
import type { Scope } from '../domain/caller.ts';

/** Something that a model may call. */
export type Tool<Shape extends z.ZodRawShape = z.ZodRawShape> = {
  readonly name: string;
  readonly title: string;
  /** What it is for, and when another one is: the model picks by it. */
  readonly description: string;
  readonly input: Shape;
  /** What callers need to be shown it. */
  readonly scope: Scope;
  /** Whether it writes into a vendor's history. */
  readonly isWrite?: boolean;
  /** Everything it asks the graph for. */
  readonly documents: readonly string[];
  readonly answer: (input: z.infer<z.ZodObject<Shape>>, ask: Ask) => Promise<ToolAnswer>;
};

/** What a model reads: small, without what is not known. */
export type ToolAnswer = Readonly<Record<string, unknown>>;

/** Lets the type of the input follow from its shape. */
export const defineTool = <const Shape extends z.ZodRawShape>(tool: Tool<Shape>): Tool => tool as unknown as Tool;
