/**
 * A value of a vendor that the type of its field cannot send: a time outside the calendar, a number past 32 bits. The message
 * is the type's own and quotes the value, so a client gets another.
 */
export class UnreadableValue extends Error {
  readonly typeName: string;

  constructor(typeName: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'UnreadableValue';
    this.typeName = typeName;
  }
}
