import type { Effects } from './effects.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { collectSales } from './sale-completed.ts';

/** Takes refunds: sales with the signs turned round. Whether more came back than was sold is judged once both are here. */
export function collectRefunds(
  context: ApplyContext,
  refunds: readonly Incoming<'sale.refunded'>[],
  effects: Effects,
): void {
  collectSales(context, refunds, effects);
}
