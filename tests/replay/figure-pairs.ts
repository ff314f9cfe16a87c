import type { CodeFigures, ExpectedFigures, PeriodFigures } from './expected-figures.ts';
import type { ReportedFigures } from './reported-figures.ts';
import { TOP_LISTS, topCodes } from './top-codes.ts';
import type { Truth } from './truth.ts';

/** One figure as the server reports it, beside what it has to be. */
export type FigurePair = {
  readonly name: string;
  readonly reported: number | string;
  readonly wanted: number | string;
};

const NO_PERIOD: PeriodFigures = { orders: 0, units: 0, gross: 0, refunds: 0, net: 0 };
const NO_CODE: CodeFigures = { gross: 0, refunds: 0, units: 0, refundUnits: 0, stock: 0 };

/** The reports beside what the lines come to. */
export function pairsWithLines(
  reported: ReportedFigures,
  expected: ExpectedFigures,
  services: ReadonlySet<string>,
): readonly FigurePair[] {
  return [
    ...pairsOf('lines: total', reported.total, expected.total),
    ...pairsOfMaps('lines: month', reported.months, expected.months, NO_PERIOD),
    ...pairsOfMaps('lines: day', reported.days, expected.days, NO_PERIOD),
    ...pairsOfMaps('lines: code', reported.codes, expected.codes, NO_CODE),
    ...TOP_LISTS.flatMap((list) =>
      pairsOfLists(
        `lines: top 20 ${list.name}`,
        topCodes(reported.codes, list, services),
        topCodes(expected.codes, list, services),
      ),
    ),
  ];
}

/** The reports beside a truth file. */
export function pairsWithTruth(
  reported: ReportedFigures,
  truth: Truth,
  services: ReadonlySet<string>,
): readonly FigurePair[] {
  const toPeriod = (row: Truth['per_day'][number] | Truth['per_month'][string]): PeriodFigures => ({
    orders: row.orders,
    units: row.units,
    gross: row.gross_pence,
    refunds: row.refunds_pence,
    net: row.net_pence,
  });
  const { gross_sales_pence: gross, refunds_pence: refunds, net_pence: net } = truth.money;
  const total: PeriodFigures = {
    orders: truth.invoices_by_class.sale,
    units: truth.units.units_sold_all,
    gross,
    refunds,
    net,
  };
  const codes = new Map(
    truth.codes.map((row) => [
      row.StockCode,
      {
        gross: row.gross_pence,
        refunds: row.refunds_pence,
        units: row.units_sold,
        refundUnits: row.units_refunded,
        stock: row.stock_delta,
      },
    ]),
  );
  return [
    ...pairsOf('truth: total', reported.total, total),
    ...pairsOfMaps(
      'truth: month',
      reported.months,
      new Map(Object.entries(truth.per_month).map(([month, row]) => [month, toPeriod(row)])),
      NO_PERIOD,
    ),
    ...pairsOfMaps(
      'truth: day',
      reported.days,
      new Map(truth.per_day.map((row) => [row.date, toPeriod(row)])),
      NO_PERIOD,
    ),
    ...(codes.size === 0 ? [] : pairsOfMaps('truth: code', reported.codes, codes, NO_CODE)),
    ...TOP_LISTS.flatMap((list) => {
      const wanted = truth[list.truth]?.map((row) => ({ code: row.StockCode, value: row.value }));
      return wanted === undefined
        ? []
        : pairsOfLists(`truth: top 20 ${list.name}`, topCodes(reported.codes, list, services), wanted);
    }),
  ];
}

/** The server's own checks: the days add up to the period, nothing was set apart, no till is missing. */
export function pairsWithItself(reported: ReportedFigures): readonly FigurePair[] {
  const sum = { ...NO_PERIOD };
  for (const day of reported.days.values()) {
    for (const key of ['orders', 'units', 'gross', 'refunds', 'net'] as const) sum[key] += day[key];
  }
  return [
    ...pairsOf('own: days add up', reported.total, sum),
    { name: 'own: in quarantine', reported: reported.quarantined, wanted: 0 },
    { name: 'own: tills that the reports miss', reported: reported.missingTills, wanted: 0 },
  ];
}

function pairsOf<Figures extends Readonly<Record<string, number>>>(
  name: string,
  reported: Figures,
  wanted: Figures,
): readonly FigurePair[] {
  return Object.entries(wanted).map(([key, value]) => ({
    name: `${name} ${key}`,
    reported: reported[key] ?? Number.NaN,
    wanted: value,
  }));
}

function pairsOfMaps<Figures extends Readonly<Record<string, number>>>(
  name: string,
  reported: ReadonlyMap<string, Figures>,
  wanted: ReadonlyMap<string, Figures>,
  none: Figures,
): readonly FigurePair[] {
  const keys = [...new Set([...wanted.keys(), ...reported.keys()])].toSorted();
  return keys.flatMap((key) => pairsOf(`${name} ${key}`, reported.get(key) ?? none, wanted.get(key) ?? none));
}

type Ranked = { readonly code: string; readonly value: number };

function pairsOfLists(name: string, reported: readonly Ranked[], wanted: readonly Ranked[]): readonly FigurePair[] {
  const text = (row: Ranked | undefined): string => (row === undefined ? 'nothing' : `${row.code} ${row.value}`);
  return Array.from({ length: Math.max(reported.length, wanted.length) }, (_, place) => ({
    name: `${name} no. ${place + 1}`,
    reported: text(reported[place]),
    wanted: text(wanted[place]),
  }));
}
