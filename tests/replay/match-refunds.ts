import type { InvoiceDocument } from './invoice-documents.ts';
import type { InvoiceLine } from './invoice-lines.ts';
import type { ReplayRules } from './replay-rules.ts';

/** Units of a refund line that come from one line of an earlier sale. */
export type RefundPart = {
  readonly units: number;
  readonly from: { readonly invoice: string; readonly lineIndex: number } | null;
};

type Open = { readonly invoice: string; readonly lineIndex: number; left: number };

const keyOf = (line: InvoiceLine): string => `${line.customer}\u0000${line.code}\u0000${line.priceMils}`;

/**
 * Finds the sale that each refund line takes back: same customer, code and price, the latest first. What has none is
 * goods without a receipt. By refund invoice, then by line.
 */
export function matchRefunds(
  documents: readonly InvoiceDocument[],
  rules: ReplayRules,
): ReadonlyMap<string, readonly (readonly RefundPart[])[]> {
  const services = new Set(rules.serviceCodes);
  const open = new Map<string, Open[]>();
  const matched = new Map<string, readonly (readonly RefundPart[])[]>();
  for (const document of documents) {
    if (document.class === 'sale') {
      for (const [lineIndex, line] of document.lines.entries()) {
        if (line.customer === '' || services.has(line.code)) continue;
        const key = keyOf(line);
        open.set(key, [...(open.get(key) ?? []), { invoice: document.invoice, lineIndex, left: line.quantity }]);
      }
    }
    if (document.class === 'refund')
      matched.set(
        document.invoice,
        document.lines.map((line) => takeFrom(services.has(line.code) ? [] : (open.get(keyOf(line)) ?? []), line)),
      );
  }
  return matched;
}

function takeFrom(sold: readonly Open[], line: InvoiceLine): readonly RefundPart[] {
  const parts: RefundPart[] = [];
  let left = -line.quantity;
  for (const from of line.customer === '' ? [] : sold.toReversed()) {
    const units = Math.min(left, from.left);
    if (units <= 0) continue;
    from.left -= units;
    left -= units;
    parts.push({ units, from: { invoice: from.invoice, lineIndex: from.lineIndex } });
  }
  if (left > 0) parts.push({ units: left, from: null });
  return parts;
}
