import { z } from 'zod';

const subjectSchema = z.object({
  payload: z.object({
    receiptNumber: z.string().optional(),
    reason: z.string().optional(),
    description: z.string().optional(),
  }),
});

/** What a person knows a change by: a sale's receipt number, a cash movement's reason, what an expense was for. */
export function subjectOf({ body }: { readonly body: string }): string {
  const parsed = subjectSchema.safeParse(JSON.parse(body));
  if (!parsed.success) return '';
  const { receiptNumber, reason, description } = parsed.data.payload;
  return receiptNumber ?? reason ?? description ?? '';
}
