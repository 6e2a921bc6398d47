/** A refusal in the vendor's own form: an error in the body of an HTTP 200. */
export class Refusal extends Error {
  readonly code: number;
  readonly field: string | null;

  constructor(code: number, message: string, field: string | null = null) {
    super(message);
    this.code = code;
    this.field = field;
  }

  toBody(): object {
    return {
      error: { code: this.code, msg: this.message, ...(this.field === null ? {} : { field_name: this.field }) },
    };
  }
}
