import { type Minor, minor } from '#shared/base/money.ts';

/** Notes and coins in circulation, in minor units, largest first. A business may set its own list. */
const DENOMINATIONS: Readonly<Record<string, readonly number[]>> = {
  NGN: [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500],
  GHS: [20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10],
  KES: [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 100],
  ZAR: [20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10],
  XOF: [10_000, 5000, 2000, 1000, 500, 250, 200, 100, 50, 25, 10, 5],
  XAF: [10_000, 5000, 2000, 1000, 500, 100, 50, 25, 10, 5],
  EUR: [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  USD: [10_000, 5000, 2000, 1000, 500, 200, 100, 25, 10, 5, 1],
  CHF: [100_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5],
  INR: [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100],
  JPY: [10_000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1],
  KWD: [20_000, 10_000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5],
};

/** Where a currency has no list here: 1, 2 and 5 of each size fit any decimal money. */
const ANY = [100_000, 50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1];

/** The notes and coins of a currency, largest first. */
export function denominationsOf(currency: string): readonly Minor[] {
  return (DENOMINATIONS[currency] ?? ANY).map(minor);
}
