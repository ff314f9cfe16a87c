import type { InvoiceDocument } from './invoice-documents.ts';
import { lineAmount } from './invoice-lines.ts';
import type { ReplayRules } from './replay-rules.ts';

/** What the shop lists under a code. */
export type ListedCode = {
  readonly code: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly isStocked: boolean;
};

const NAME_LENGTH_MAX = 200;

/** One product for each code of the file: under its most frequent description, at its most frequent price. */
export function catalogueOfLines(documents: readonly InvoiceDocument[], rules: ReplayRules): readonly ListedCode[] {
  const services = new Set(rules.serviceCodes);
  const names = new Map<string, Map<string, number>>();
  const prices = new Map<string, Map<number, number>>();
  for (const document of documents) {
    if (document.class === 'ledger') continue;
    for (const line of document.lines) {
      const name = line.description.trim().slice(0, NAME_LENGTH_MAX).trim();
      count(names, line.code, document.class === 'sale' && name !== '' ? name : null);
      count(
        prices,
        line.code,
        document.class === 'sale' ? lineAmount({ quantity: 1, priceMils: line.priceMils }, rules.currencyDigits) : null,
      );
    }
  }
  return [...names].map(([code, ofCode]) => ({
    code,
    name: mostFrequent(ofCode) ?? code,
    priceMinor: mostFrequent(prices.get(code) ?? new Map<number, number>()) ?? 0,
    isStocked: !services.has(code),
  }));
}

function count<Value>(counts: Map<string, Map<Value, number>>, code: string, value: Value | null): void {
  const known = counts.get(code) ?? new Map<Value, number>();
  counts.set(code, known);
  if (value !== null) known.set(value, (known.get(value) ?? 0) + 1);
}

/** Of several that are as frequent, the one that comes first. */
function mostFrequent<Value extends string | number>(counts: ReadonlyMap<Value, number>): Value | null {
  const [best] = [...counts].toSorted(([one, often], [other, oftener]) => oftener - often || (one < other ? -1 : 1));
  return best?.[0] ?? null;
}
