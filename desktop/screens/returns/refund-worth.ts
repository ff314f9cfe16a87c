import { mulDivRound } from '#shared/base/integer.ts';
import { type Minor, minor } from '#shared/base/money.ts';

type SoldLine = {
  readonly lineId: string;
  readonly soldMilli: number;
  readonly refundedMilli: number;
  readonly totalMinor: number;
};

/**
 * What the chosen quantities are worth, before cash rounding; the till works the same out when it gives the money back.
 *
 * By cumulative shares, as the till does: once q of Q have come back, round(total × q ÷ Q) has.
 */
export function refundWorth(lines: readonly SoldLine[], chosen: Readonly<Record<string, number>>): Minor {
  let worth = 0;
  for (const { lineId, soldMilli, refundedMilli, totalMinor } of lines) {
    const upTo = (quantityMilli: number) => mulDivRound(totalMinor, quantityMilli, soldMilli);
    worth += upTo(refundedMilli + (chosen[lineId] ?? 0)) - upTo(refundedMilli);
  }
  return minor(worth);
}
