import type { z } from 'zod';

/**
 * A named call with a schema in, a schema out, a permission and a doc line: the one shape of every door.
 *
 * `writes` calls carry a `callId`; the same id gives the first answer again.
 */
export type Call<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
> = {
  readonly name: Name;
  readonly input: Input;
  readonly output: Output;
  readonly permission: string;
  readonly writes: boolean;
  readonly doc: string;
};

export function defineCall<Name extends string, Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<Name, Input, Output>,
): Call<Name, Input, Output> {
  return call;
}
