import type { InvoiceDocument } from './invoice-documents.ts';
import { lineAmount } from './invoice-lines.ts';
import type { ReplayRules } from './replay-rules.ts';

export type PeriodFigures = { orders: number; units: number; gross: number; refunds: number; net: number };
export type CodeFigures = { gross: number; refunds: number; units: number; refundUnits: number; stock: number };

/** What the reports have to say, worked out from the lines alone: shares no code with the product. */
export type ExpectedFigures = {
  readonly total: PeriodFigures;
  readonly days: ReadonlyMap<string, PeriodFigures>;
  readonly months: ReadonlyMap<string, PeriodFigures>;
  readonly codes: ReadonlyMap<string, CodeFigures>;
};

const noFigures = (): PeriodFigures => ({ orders: 0, units: 0, gross: 0, refunds: 0, net: 0 });
const noCode = (): CodeFigures => ({ gross: 0, refunds: 0, units: 0, refundUnits: 0, stock: 0 });

function at<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

function addLines(
  document: InvoiceDocument,
  rules: ReplayRules,
  periods: readonly PeriodFigures[],
  codes: Map<string, CodeFigures>,
): void {
  const services = new Set(rules.serviceCodes);
  for (const line of document.lines) {
    const amount = lineAmount(line, rules.currencyDigits);
    const code = at(codes, line.code, noCode);
    const isStocked = !services.has(line.code);
    if (isStocked)
      code.stock += document.class === 'sale' || document.class === 'refund' ? -line.quantity : line.quantity;
    if (document.class === 'sale') {
      code.gross += amount;
      code.units += line.quantity;
      for (const period of periods) {
        period.units += line.quantity;
        period.gross += amount;
        period.net += amount;
      }
    }
    if (document.class === 'refund') {
      code.refunds -= amount;
      code.refundUnits -= line.quantity;
      for (const period of periods) {
        period.refunds -= amount;
        period.net += amount;
      }
    }
  }
}

/** Adds the lines up: by day, month and code. */
export function expectedFigures(documents: readonly InvoiceDocument[], rules: ReplayRules): ExpectedFigures {
  const total = noFigures();
  const days = new Map<string, PeriodFigures>();
  const months = new Map<string, PeriodFigures>();
  const codes = new Map<string, CodeFigures>();
  for (const document of documents) {
    if (document.class === 'ledger') continue;
    const isTrade = document.class === 'sale' || document.class === 'refund';
    const periods = isTrade
      ? [total, at(days, document.time.slice(0, 10), noFigures), at(months, document.time.slice(0, 7), noFigures)]
      : [];
    if (document.class === 'sale') for (const period of periods) period.orders += 1;
    addLines(document, rules, periods, codes);
  }
  return { total, days, months, codes };
}
