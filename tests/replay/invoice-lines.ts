import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { ReplayRules } from './replay-rules.ts';

/** One line of an invoice, with a price in thousandths of the major unit and a time as wall-clock text. */
export type InvoiceLine = {
  readonly invoice: string;
  readonly code: string;
  readonly description: string;
  readonly quantity: number;
  /** `YYYY-MM-DD HH:MM:SS` of the shop's clock. */
  readonly time: string;
  readonly priceMils: number;
  readonly customer: string;
};

const PRICE = /^(-?)(\d+)(?:\.(\d{1,3}))?$/;

/** Reads a decimal price as whole thousandths; no binary fraction ever stands in between. */
export function priceToMils(text: string): number {
  const match = PRICE.exec(text.trim());
  if (match === null) throw new Error(`a price can't be read: ${text}`);
  const mils = Number(match[2]) * 1000 + Number((match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' ? -mils : mils;
}

/** What a line comes to in the minor unit: quantity × price, rounded half away from zero. */
export function lineAmount(line: Pick<InvoiceLine, 'quantity' | 'priceMils'>, currencyDigits: number): number {
  const divisor = 10 ** (3 - currencyDigits);
  const exact = line.quantity * line.priceMils;
  const magnitude = Math.floor((Math.abs(exact) * 2 + divisor) / (2 * divisor));
  return exact < 0 ? -magnitude : magnitude;
}

const recordsSchema = z.array(z.record(z.string(), z.string()));

/** Reads the lines of a file in its own order; `.gz` is unpacked. */
export function readInvoiceLines(path: string, rules: ReplayRules): readonly InvoiceLine[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const { columns } = rules;
  const records = recordsSchema.parse(parse(text, { columns: true, bom: true, relax_column_count: false }));
  return records.map((record) => ({
    invoice: record[columns.invoice] ?? '',
    code: record[columns.code] ?? '',
    description: record[columns.description] ?? '',
    quantity: Number(record[columns.quantity]),
    time: record[columns.time] ?? '',
    priceMils: priceToMils(record[columns.unitPrice] ?? ''),
    customer: record[columns.customer] ?? '',
  }));
}
