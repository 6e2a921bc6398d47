import type { DemoReply } from '../demo-http.ts';

/** An error body as Zoom writes it, with a true HTTP status. */
export const refuse = (status: number, code: number, message: string, errors?: readonly FieldError[]): DemoReply => ({
  status,
  body: { code, message, ...(errors === undefined ? {} : { errors }) },
});

type FieldError = { readonly field: string; readonly message: string };

/** A parameter that Zoom does not take. */
export const refuseField = (field: string, message: string): DemoReply =>
  refuse(400, 300, 'Validation Failed.', [{ field, message }]);

/** A request that cannot be answered; whoever reads parameters throws it, the server sends its reply. */
export class Refusal extends Error {
  readonly reply: DemoReply;

  constructor(reply: DemoReply) {
    super('refused');
    this.reply = reply;
  }
}
