import type { InvoiceLine } from './invoice-lines.ts';
import type { ReplayRules } from './replay-rules.ts';

export type DocumentClass = 'ledger' | 'refund' | 'stock_out' | 'stock_in' | 'sale';

/** One invoice: what a till does at once. */
export type InvoiceDocument = {
  readonly invoice: string;
  readonly class: DocumentClass;
  readonly time: string;
  readonly customer: string;
  readonly lines: readonly InvoiceLine[];
};

/** The class of an invoice, first rule that fits. */
function classOf(lines: readonly InvoiceLine[], rules: ReplayRules): DocumentClass {
  const [first] = lines;
  if (first === undefined) return 'sale';
  if (rules.ledgerPrefix !== '' && first.invoice.startsWith(rules.ledgerPrefix)) return 'ledger';
  if (first.invoice.startsWith(rules.refundPrefix)) return 'refund';
  if (first.quantity < 0) return 'stock_out';
  if (first.priceMils === 0 && first.customer === '' && lines.length === 1) return 'stock_in';
  return 'sale';
}

/** Invoices in the order of their first line, each at the earliest of its times. */
export function toDocuments(lines: readonly InvoiceLine[], rules: ReplayRules): readonly InvoiceDocument[] {
  const byInvoice = new Map<string, InvoiceLine[]>();
  for (const line of lines) {
    const known = byInvoice.get(line.invoice);
    if (known === undefined) byInvoice.set(line.invoice, [line]);
    else known.push(line);
  }
  return [...byInvoice].map(([invoice, own]) => ({
    invoice,
    class: classOf(own, rules),
    time: own.reduce((earliest, line) => (line.time < earliest ? line.time : earliest), own[0]?.time ?? ''),
    customer: own[0]?.customer ?? '',
    lines: own,
  }));
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function offsetFormatter(zone: string): Intl.DateTimeFormat {
  const known =
    formatters.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formatters.set(zone, known);
  return known;
}

/** A time of the shop's wall clock as UTC milliseconds. */
export function wallToMs(time: string, zone: string): number {
  const asUtc = Date.parse(`${time.replace(' ', 'T')}Z`);
  const formatted =
    offsetFormatter(zone)
      .formatToParts(asUtc)
      .find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(formatted);
  const minutes = (Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0)) * (match?.[1] === '-' ? -1 : 1);
  return asUtc - minutes * 60_000;
}
