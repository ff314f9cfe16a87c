import { createHash } from 'node:crypto';
import { happenedBefore } from './happened-before.ts';
import type { Resting } from './history.ts';
import type { JudgedHistory } from './judged-history.ts';

/** The sum of all rows of a place, whatever order they lay in. */
export function digestOf({ rows }: Resting): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(rows).toSorted())
    hash.update(`${name}\n${(rows[name] ?? []).toSorted().join('\n')}\n\n`);
  return hash.digest('hex');
}

/**
 * Strong convergence: once it is quiet every till of the store has the office's rows, each answered sale is there once,
 * stock is what all sales left, and no edit lost against one that it was made on.
 */
export function checkConverged(history: JudgedHistory): string[] {
  const { office, tills } = history.resting;
  const wrong = tills.flatMap((till) => (digestOf(till) === digestOf(office) ? [] : differences(till, office)));
  return [
    ...wrong,
    ...[office, ...tills].flatMap((place) => wrongStock(history, place)),
    ...wrongSales(history),
    ...lostEdits(history),
  ];
}

const NAMED_MAX = 3;

function differences(till: Resting, office: Resting): string[] {
  return Object.keys({ ...till.rows, ...office.rows }).flatMap((name) => {
    const [here, there] = [new Set(till.rows[name]), new Set(office.rows[name])];
    const lacking = [...there].filter((row) => !here.has(row));
    const strange = [...here].filter((row) => !there.has(row));
    if (lacking.length + strange.length === 0 && till.rows[name]?.length === office.rows[name]?.length) return [];
    const named = [
      ...lacking.slice(0, NAMED_MAX).map((row) => `-${row}`),
      ...strange.slice(0, NAMED_MAX).map((row) => `+${row}`),
    ];
    return [
      `${till.place} differs in ${name}: lacks ${lacking.length}, has ${strange.length} more: ${named.join(' ')}`,
    ];
  });
}

function wrongStock({ tills }: JudgedHistory, { place, shown }: Resting): string[] {
  const left = new Map<string, number>();
  for (const { log } of tills)
    for (const change of log)
      if (change.kind === 'sale')
        for (const [variantId, milli] of Object.entries(change.moves))
          left.set(variantId, (left.get(variantId) ?? 0) + milli);
  return [...new Set([...left.keys(), ...Object.keys(shown)])].flatMap((variantId) => {
    const [says, lies] = [shown[variantId] ?? 0, left.get(variantId) ?? 0];
    return says === lies ? [] : [`${place} says ${says} of ${variantId}, all sales leave ${lies}`];
  });
}

/** Each answered sale stands in its till's log once, with its total, and at the office once. */
function wrongSales({ tills, resting }: JudgedHistory): string[] {
  const there = new Map<string, number>();
  for (const row of resting.office.rows['sales'] ?? []) {
    const [id = ''] = row.split(' ');
    there.set(id, (there.get(id) ?? 0) + 1);
  }
  return tills.flatMap(({ name, log, answered, hashes, hashesAtOffice }) => {
    const totals = new Map<string, number[]>();
    for (const change of log)
      if (change.kind === 'sale') totals.set(change.saleId, [...(totals.get(change.saleId) ?? []), change.totalMinor]);
    const unwritten = answered.filter(({ saleId, totalMinor }) => {
      const written = totals.get(saleId) ?? [];
      return written.length !== 1 || written[0] !== totalMinor;
    });
    const unsent = [...totals.keys()].filter((saleId) => there.get(saleId) !== 1);
    return [
      ...(hashes.join() === hashesAtOffice.join()
        ? []
        : [`${name} wrote ${hashes.length} changes, the office has ${hashesAtOffice.length}, or others`]),
      ...(unwritten.length > 0
        ? [`${name}: ${unwritten.length} answered sales are not in its log once, as answered`]
        : []),
      ...(unsent.length > 0 ? [`${name}: ${unsent.length} sales of its log are not at the office once`] : []),
    ];
  });
}

function lostEdits(history: JudgedHistory): string[] {
  const { isOlderName } = happenedBefore(history);
  const names = (history.resting.office.rows['customers'] ?? []).map((row) => row.split(' '));
  return names.flatMap(([customerId = '', name = '']) =>
    history.tills.flatMap(({ log }) =>
      log.flatMap((change) =>
        change.kind === 'edit' && change.customerId === customerId && isOlderName(name, change.value)
          ? [`a customer ends as ${name}, older than ${change.value}`]
          : [],
      ),
    ),
  );
}
