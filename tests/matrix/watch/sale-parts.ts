import { z } from 'zod';

const whole = z.number().int();

/** The parts of a body that the matrix reads; it has its own words for them. */
export const saleSchema = z.object({
  saleId: z.string(),
  refundOf: z.string().nullable(),
  totalMinor: whole,
  lines: z.array(
    z.object({
      id: z.string(),
      quantityMilli: whole,
      totalMinor: whole,
      moves: z.array(z.object({ variantId: z.string(), quantityMilli: whole })),
    }),
  ),
  payments: z.array(z.object({ id: z.string(), amountMinor: whole })),
});
export type SaleParts = z.infer<typeof saleSchema>;

/** What a sale leaves on the shelf, signed, by variant. */
export function movesOf({ lines }: SaleParts): Record<string, number> {
  const moves: Record<string, number> = {};
  for (const line of lines)
    for (const { variantId, quantityMilli } of line.moves) moves[variantId] = (moves[variantId] ?? 0) - quantityMilli;
  return moves;
}
