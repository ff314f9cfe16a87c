import type { z } from 'zod';
import type { FieldError } from '#shared/api/envelope.ts';
import { Fault } from '#shared/base/fault.ts';

const FIELDS_MAX = 100;
const FIELD_LENGTH_MAX = 200;

/** A request that could be read and is wrong: 422 with a row per field. */
export class BadInput extends Fault {
  readonly fields: readonly FieldError[];

  constructor(fields: readonly FieldError[]) {
    super('bad_input', 'Something in the request is not as it must be. Put right the fields that are named.');
    this.fields = fields.slice(0, FIELDS_MAX);
  }
}

/** Reads what came by its schema. @throws {BadInput} with a row per wrong field, such as `body.name` */
export function readInput<Schema extends z.ZodType>(
  schema: Schema,
  came: unknown,
  where: 'query' | 'body',
): z.output<Schema> {
  const parsed = schema.safeParse(came);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => rowsOf(issue, where));
  throw new BadInput(faults.filter(({ field }, index) => faults.findIndex((other) => other.field === field) === index));
}

/** A field that nobody knows has a row of its own, as a value that is wrong. */
function rowsOf(issue: z.core.$ZodIssue, where: string): FieldError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      field: [...issue.path, key].join('.').slice(0, FIELD_LENGTH_MAX),
      message: 'There is no such field. Check how it is written.',
    }));
  return [{ field: issue.path.length === 0 ? where : issue.path.join('.'), message: issue.message }];
}
