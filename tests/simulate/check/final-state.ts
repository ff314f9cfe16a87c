import { z } from 'zod';

/**
 * What stands on every disk at the end of a run, as plain rows.
 *
 * Nothing here comes from the program that is judged: the tables are read by their own SQL, and judged by arithmetic of
 * their own.
 */
const count = z.coerce.number().int();
const json = z.unknown();

export const tillRowsSchema = {
  change_log: z.object({
    epoch: z.string(),
    seq: count,
    id: z.string(),
    type: z.string(),
    entity_id: z.string(),
    body: z.string(),
    body_hash: z.string(),
    hash: z.string(),
    state: z.string(),
  }),
  sales: z.object({
    id: z.string(),
    is_own: count,
    receipt_number: z.string(),
    total_minor: count,
    till_id: z.string(),
    shift_id: z.string().nullable(),
    voided_ms: count.nullable(),
  }),
  payments: z.object({ id: z.string(), sale_id: z.string(), amount_minor: count, method: z.string() }),
  stock_movements: z.object({
    id: z.string(),
    change_id: z.string(),
    variant_id: z.string(),
    batch_id: z.string(),
    quantity_milli: count,
    hlc: z.string(),
  }),
  shifts: z.object({ id: z.string(), closed_at_ms: count.nullable(), expected_minor: count.nullable() }),
  meta: z.object({ key: z.string(), value: z.string() }),
  parked_inbound: z.object({ entity: z.string(), reason: z.string() }),
} as const;

export const officeRowsSchema = {
  changes: z.object({
    business_id: z.string(),
    till_id: z.string(),
    epoch_counter: count,
    seq: count,
    id: z.string().nullable(),
    hash: z.string(),
    body_hash: z.string(),
    body: z.string().nullable(),
    type: z.string(),
    entity_id: z.string().nullable(),
    rank: z.string(),
    outcome: z.string(),
  }),
  till_epochs: z.object({
    business_id: z.string(),
    till_id: z.string(),
    counter: count,
    epoch: z.string(),
    series: z.string(),
    previous_hash: z.string(),
    last_seq: count,
    last_hash: z.string(),
  }),
  sync_quarantine: z.object({
    business_id: z.string(),
    till_id: z.string(),
    change_id: z.string().nullable(),
    type: z.string(),
    reason: z.string(),
    raw: z.string(),
    state: z.string(),
  }),
  sync_cases: z.object({ business_id: z.string(), kind: z.string(), entity_id: z.string(), values: json }),
  sales_orders: z.object({
    business_id: z.string(),
    id: z.string(),
    kind: z.string(),
    order_number: z.string(),
    store_id: z.string(),
    till_id: z.string(),
    shift_id: z.string().nullable(),
    business_date: z.string(),
    total_minor: count,
    rounding_minor: count,
    paid_minor: count,
    balance_minor: count,
    change_id: z.string(),
    status: z.string(),
    voided_at: z.string().nullable(),
    needs_review: z.boolean(),
    review_reasons: z.array(z.string()),
  }),
  sales_order_items: z.object({
    business_id: z.string(),
    order_id: z.string(),
    id: z.string(),
    variant_id: z.string().nullable(),
    quantity_milli: count,
    total_minor: count,
    tax_minor: count,
    discount_minor: count,
    gross_minor: count,
    cost_e4: count,
  }),
  payments: z.object({
    business_id: z.string(),
    id: z.string(),
    order_id: z.string().nullable(),
    store_id: z.string(),
    shift_id: z.string().nullable(),
    business_date: z.string(),
    method: z.string(),
    amount_minor: count,
    state: z.string(),
    is_void: z.boolean(),
  }),
  stock_movements: z.object({
    business_id: z.string(),
    id: z.string(),
    store_id: z.string(),
    variant_id: z.string(),
    batch_id: z.string(),
    change_id: z.string(),
    quantity_milli: count,
    hlc: z.string(),
  }),
  stock_count_lines: z.object({
    business_id: z.string(),
    store_id: z.string(),
    variant_id: z.string(),
    batch_id: z.string(),
    hlc: z.string(),
    id: z.string(),
    counted_milli: count,
    variance_milli: count,
    created_at: z.string(),
  }),
  inventory: z.object({
    business_id: z.string(),
    store_id: z.string(),
    variant_id: z.string(),
    batch_id: z.string(),
    quantity_milli: count,
    anchor_hlc: z.string(),
  }),
  shifts: z.object({
    business_id: z.string(),
    id: z.string(),
    till_id: z.string(),
    float_minor: count.nullable(),
    closed_at: z.string().nullable(),
    counted_minor: count.nullable(),
    expected_minor: count.nullable(),
    variance_minor: count.nullable(),
  }),
  cash_movements: z.object({
    business_id: z.string(),
    id: z.string(),
    shift_id: z.string(),
    kind: z.string(),
    amount_minor: count,
  }),
  rollup_sales_till: z.object({
    business_id: z.string(),
    store_id: z.string(),
    business_date: z.string(),
    till_id: z.string(),
    sale_count: count,
    refund_count: count,
    net_minor: count,
    tax_minor: count,
    discount_minor: count,
    cost_e4: count,
  }),
  rollup_sales_tender: z.object({
    business_id: z.string(),
    store_id: z.string(),
    business_date: z.string(),
    method: z.string(),
    payment_count: count,
    amount_minor: count,
    pending_minor: count,
  }),
  feed: z.object({
    business_id: z.string(),
    entity: z.string(),
    id: z.string(),
    feed_seq: count,
    is_tombstone: z.boolean(),
  }),
  business_feed: z.object({ business_id: z.string(), counter: count }),
} as const;

type Rows<Schemas extends Record<string, z.ZodType>> = {
  -readonly [Table in keyof Schemas]: z.infer<Schemas[Table]>[];
};

/** The kinds of records that both sides keep, by the till's table and the office's. */
export const RECORD_TABLES = {
  businesses: 'businesses',
  stores: 'stores',
  tills: 'tills',
  tax_rates: 'tax_rates',
  roles: 'roles',
  staff: 'users',
  settings: 'settings',
  categories: 'categories',
  products: 'products',
  product_variants: 'product_variants',
  barcodes: 'barcodes',
  price_lists: 'price_lists',
  prices: 'prices',
  favourites: 'favourites',
  batches: 'batches',
  customers: 'customers',
} as const;
export type RecordTable = keyof typeof RECORD_TABLES;
export type RecordRow = Readonly<Record<string, unknown>>;

/** A record as a till had it when the office went back to a backup, and the ranks of its fields. */
export type HeldRecord = {
  readonly till: string;
  readonly tillId: string;
  readonly id: string;
  readonly ranks: Readonly<Record<string, string>>;
};

/** The tables of which tills give back what the office lacks. */
export const OFFERED_TABLES = [
  'tax_rates',
  'categories',
  'products',
  'product_variants',
  'barcodes',
  'price_lists',
  'prices',
  'favourites',
  'batches',
  'customers',
] as const satisfies readonly RecordTable[];

export type TillDisk = {
  readonly name: string;
  readonly business: string;
  readonly store: string;
  readonly tillId: string;
  /** Another is this till now, or the owner switched it off: it hears of nothing any more. */
  readonly isOutcast: boolean;
  /** It was another till before, whose sales are no longer its own once they are at the office. */
  readonly isEnrolledAnew: boolean;
  readonly integrity: string;
  readonly rows: Rows<typeof tillRowsSchema>;
  readonly records: Record<RecordTable, RecordRow[]>;
  /** What the till shows of each thing in stock. */
  readonly shown: { readonly variantId: string; readonly onHandMilli: number }[];
};

export type OfficeDisk = {
  readonly rows: Rows<typeof officeRowsSchema>;
  readonly records: Record<RecordTable, RecordRow[]>;
};

export type FinalState = {
  readonly tills: TillDisk[];
  readonly office: OfficeDisk;
  /** Receipts that people hold. */
  readonly receipts: {
    readonly saleId: string;
    readonly receiptNumber: string;
    readonly totalMinor: number;
    readonly till: string;
  }[];
  /** Changes that went with a disk that somebody replaced; nobody can have them. */
  readonly destroyed: string[];
  /** Sales that went with a replaced disk, but not from the office: a till that may still pull has them again. */
  readonly dropped: string[];
  /** Receipt numbers may be doubled by machines that were copied or put back without their head file. */
  readonly mayDoubleNumbers: boolean;
  /** Tills of which some machine went on from files of an earlier moment, or of another machine. */
  readonly olderFilesOf: readonly string[];
  /** What tills showed, in the order in which somebody looked. */
  readonly readings: {
    readonly reader: string;
    readonly what: string;
    readonly value: string;
    readonly writtenMs: number;
  }[];
  /** No machine's clock was ever another than the office's: what was written later ranks higher. */
  readonly clocksAgree: boolean;
  readonly calls: { readonly till: string; readonly call: string; readonly isOver: boolean; readonly tookMs: number }[];
  /** What tills had that went on from then, by table, each time that the office went back. */
  readonly held: Record<string, HeldRecord[]>;
  /** Changes whose approval was answered. */
  readonly approved: string[];
  /** In the end the owner let in everything that waited. */
  readonly isApproved: boolean;
};
