import { z } from 'zod';

const subjectSchema = z.object({
  payload: z.object({ receiptNumber: z.string().optional(), reason: z.string().optional() }),
});

/** What a person knows a change by: a sale's receipt number, a cash movement's reason. */
export function subjectOf({ body }: { readonly body: string }): string {
  const parsed = subjectSchema.safeParse(JSON.parse(body));
  return parsed.success ? (parsed.data.payload.receiptNumber ?? parsed.data.payload.reason ?? '') : '';
}
