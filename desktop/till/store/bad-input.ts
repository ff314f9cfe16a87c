import type { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';

export type BadField = { readonly field: string; readonly message: string };

const FIELDS_MAX = 20;

/** What came through the door is not as its schema says; names the fields. */
export class BadInput extends Fault {
  override name = 'BadInput';
  readonly fields: readonly BadField[];

  constructor(fields: readonly BadField[]) {
    super('bad_input', 'Something in the request is not as it must be.');
    this.fields = fields;
  }
}

export function badInputOf(error: z.ZodError): BadInput {
  return new BadInput(
    error.issues.slice(0, FIELDS_MAX).map((issue) => ({ field: issue.path.join('.'), message: issue.message })),
  );
}
