import type { CodeFigures, PeriodFigures } from './expected-figures.ts';
import type { Replayed } from './run-replay.ts';
import { TOP_LISTS, topCodes } from './top-codes.ts';

type Print = (text: string) => void;

const CODES_A_ROW = 4;
const DIFFERENCES_SHOWN_MAX = 200;
const COLUMNS = ['orders', 'units', 'gross', 'refunds', 'net'] as const;
const WIDTH = 15;
const NAME_WIDTH = 12;

/** Prints the server's reports beside what they have to be, and last the number of differences, which it gives back. */
export function printReplay({ rules, reported, expected, pairs }: Replayed, print: Print): number {
  const services = new Set(rules.serviceCodes);
  const money = (amountMinor: number): string =>
    (amountMinor / 10 ** rules.currencyDigits).toFixed(rules.currencyDigits);
  print('\nStock per code, as the server reports it; in brackets what it has to be, where that differs');
  printStock(reported.codes, expected.codes, print);
  printPeriods('Per day', reported.days, expected.days, { money, print });
  printPeriods('Per month', reported.months, expected.months, { money, print });
  printPeriods('In all', new Map([['period', reported.total]]), new Map([['period', expected.total]]), {
    money,
    print,
  });
  for (const list of TOP_LISTS) {
    print(`\nTop 20 ${list.name}: reported | to be`);
    const wanted = topCodes(expected.codes, list, services);
    for (const [place, row] of topCodes(reported.codes, list, services).entries()) {
      const beside = wanted[place];
      print(
        `${String(place + 1).padStart(3)}  ${row.code.padEnd(14)}${String(row.value).padStart(WIDTH)} | ${(beside?.code ?? '').padEnd(14)}${String(beside?.value ?? '').padStart(WIDTH)}`,
      );
    }
  }
  print(`\n${reported.quarantined} changes in quarantine, ${reported.needsReview} sales to be looked at`);
  return printDifferences(pairs, print);
}

function printDifferences(pairs: Replayed['pairs'], print: Print): number {
  const differing = pairs.filter((pair) => pair.reported !== pair.wanted);
  for (const { name, reported, wanted } of differing.slice(0, DIFFERENCES_SHOWN_MAX))
    print(`DIFFERS  ${name}: the server says ${reported}, it has to be ${wanted}`);
  if (differing.length > DIFFERENCES_SHOWN_MAX) print(`DIFFERS  and ${differing.length - DIFFERENCES_SHOWN_MAX} more`);
  print(`${differing.length} differences in ${pairs.length} figures`);
  return differing.length;
}

function printPeriods(
  title: string,
  reported: ReadonlyMap<string, PeriodFigures>,
  expected: ReadonlyMap<string, PeriodFigures>,
  { money, print }: { money: (amountMinor: number) => string; print: Print },
): void {
  const cells = (figures: PeriodFigures | undefined): string =>
    COLUMNS.map((column) =>
      (figures === undefined
        ? '-'
        : column === 'orders' || column === 'units'
          ? String(figures[column])
          : money(figures[column])
      ).padStart(WIDTH),
    ).join('');
  print(
    `\n${title}: reported | to be\n${''.padEnd(NAME_WIDTH)}${COLUMNS.map((column) => column.padStart(WIDTH)).join('')} |${COLUMNS.map((column) => column.padStart(WIDTH)).join('')}`,
  );
  for (const key of [...new Set([...expected.keys(), ...reported.keys()])].toSorted()) {
    const isEmpty = !expected.has(key) && COLUMNS.every((column) => reported.get(key)?.[column] === 0);
    if (!isEmpty) print(`${key.padEnd(NAME_WIDTH)}${cells(reported.get(key))} |${cells(expected.get(key))}`);
  }
}

function printStock(
  reported: ReadonlyMap<string, CodeFigures>,
  expected: ReadonlyMap<string, CodeFigures>,
  print: Print,
): void {
  const cells = [...new Set([...expected.keys(), ...reported.keys()])].toSorted().map((code) => {
    const [is, wanted] = [reported.get(code)?.stock ?? 0, expected.get(code)?.stock ?? 0];
    return `${code.padEnd(14)}${String(is).padStart(8)}${is === wanted ? '' : ` (${wanted})`}`.padEnd(28);
  });
  for (let from = 0; from < cells.length; from += CODES_A_ROW)
    print(
      cells
        .slice(from, from + CODES_A_ROW)
        .join('')
        .trimEnd(),
    );
}
