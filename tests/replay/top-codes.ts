import type { CodeFigures } from './expected-figures.ts';

const LENGTH = 20;

/** The lists of what sells best, by their name in a truth file. */
export const TOP_LISTS = [
  {
    name: 'goods by gross',
    truth: 'top20_goods_by_gross_revenue_pence',
    goodsOnly: true,
    value: (code: CodeFigures) => code.gross,
  },
  {
    name: 'goods by net',
    truth: 'top20_goods_by_net_revenue_pence',
    goodsOnly: true,
    value: (code: CodeFigures) => code.gross - code.refunds,
  },
  {
    name: 'all codes by gross',
    truth: 'top20_all_codes_by_gross_revenue_pence',
    goodsOnly: false,
    value: (code: CodeFigures) => code.gross,
  },
  {
    name: 'goods by units',
    truth: 'top20_goods_by_units_sold',
    goodsOnly: true,
    value: (code: CodeFigures) => code.units,
  },
  {
    name: 'goods by net units',
    truth: 'top20_goods_by_units_net_of_refunds',
    goodsOnly: true,
    value: (code: CodeFigures) => code.units - code.refundUnits,
  },
] as const;

export type TopList = (typeof TOP_LISTS)[number];

/** The first twenty by value, ties by the code's bytes. */
export function topCodes(
  codes: ReadonlyMap<string, CodeFigures>,
  list: TopList,
  services: ReadonlySet<string>,
): readonly { readonly code: string; readonly value: number }[] {
  return [...codes]
    .filter(([code]) => !list.goodsOnly || !services.has(code))
    .map(([code, figures]) => ({ code, value: list.value(figures) }))
    .toSorted((one, other) => other.value - one.value || (one.code < other.code ? -1 : 1))
    .slice(0, LENGTH);
}
