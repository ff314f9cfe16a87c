import Database from 'better-sqlite3';
import { join } from 'node:path';
import { z } from 'zod';
import { stockLookUpCall } from '#shared/till-calls/stock-calls.ts';
import { isApproved } from '../plan/heal.ts';
import { CLONE_NUMBER } from '../plan/plan.ts';
import type { Run } from '../plan/run.ts';
import type { SimTill } from '../world/machine.ts';
import { settled } from '../world/template.ts';
import {
  type FinalState,
  OFFERED_TABLES,
  type OfficeDisk,
  RECORD_TABLES,
  type RecordRow,
  type RecordTable,
  type TillDisk,
  officeRowsSchema,
  tillRowsSchema,
} from './final-state.ts';

const RECORD_NAMES = Object.keys(RECORD_TABLES).filter((name): name is RecordTable => name in RECORD_TABLES);
const rowSchema = z.record(z.string(), z.unknown());
const identitySchema = z.object({ businessId: z.string(), storeId: z.string(), tillId: z.string() });

/** Reads every disk of a world. The office's server ends with it. */
export async function readFinalState(run: Run): Promise<FinalState> {
  const { world } = run;
  const shown: TillDisk['shown'][] = [];
  for (const till of world.tills) shown.push(await shownAt(run, till));
  world.office.fall();
  await settled(world, world.office.database().recover());
  return {
    tills: world.tills.map((till, at) => readTill(till, shown[at] ?? [])),
    office: await readOffice(run),
    receipts: world.issued.map(({ saleId, receiptNumber, totalMinor, till }) => ({
      saleId,
      receiptNumber,
      totalMinor,
      till: `till${till}`,
    })),
    destroyed: [...run.destroyed],
    dropped: [...run.dropped],
    olderFilesOf: tillsWithOlderFiles(run),
    readings: world.readings.all.map((reading) => ({ ...reading })),
    clocksAgree: !run.plan.steps.some(({ kind }) => kind === 'clock'),
    calls: world.calls.map((call) => ({ ...call })),
    held: Object.fromEntries(
      OFFERED_TABLES.map((name) => [name, run.held.flatMap(({ records }) => records[name] ?? [])]),
    ),
    approved: [...run.approved],
    isApproved: isApproved(run.plan),
    mayDoubleNumbers: run.plan.steps.some(
      (step) => step.kind === 'clone' || (step.kind === 'till_restore' && !step.withHeadFile),
    ),
  };
}

/** The machines that are concerned, each by its name and by the tills that it was. */
function tillsWithOlderFiles({ plan, world }: Run): string[] {
  const numbers = new Set(
    plan.steps.flatMap((step) =>
      step.kind === 'clone' || step.kind === 'till_restore' ? [step.till % CLONE_NUMBER] : [],
    ),
  );
  return world.tills.filter(({ place }) => numbers.has(place.number % CLONE_NUMBER)).map(({ name }) => name);
}

async function shownAt(run: Run, till: SimTill): Promise<TillDisk['shown']> {
  const goods = run.template.businesses[till.place.business]?.goods ?? [];
  const shown: { variantId: string; onHandMilli: number }[] = [];
  for (const { variantId } of goods) {
    const reply = await settled(run.world, till.ask(stockLookUpCall, { variantId }));
    if (reply?.ok !== true) continue;
    const { levels } = stockLookUpCall.output.parse(reply.value);
    shown.push({ variantId, onHandMilli: levels.reduce((sum, level) => sum + level.onHandMilli, 0) });
  }
  return shown;
}

function readTill(till: SimTill, shown: TillDisk['shown']): TillDisk {
  const file = new Database(join(till.folder(), 'till.db'), { readonly: true });
  try {
    const all = <Schema extends z.ZodType>(schema: Schema, table: string): z.infer<Schema>[] =>
      z.array(schema).parse(file.prepare(`select * from ${table}`).all());
    const meta = all(tillRowsSchema.meta, 'meta');
    const identity = identitySchema.parse(JSON.parse(meta.find(({ key }) => key === 'identity')?.value ?? '{}'));
    return {
      name: till.name,
      business: identity.businessId,
      store: identity.storeId,
      tillId: identity.tillId,
      isEnrolledAnew: identity.tillId !== till.place.tillId,
      isOutcast: meta.some(({ key }) => key === 'must_enrol'),
      integrity: String(file.pragma('integrity_check', { simple: true })),
      rows: {
        change_log: all(tillRowsSchema.change_log, 'change_log order by epoch, seq'),
        sales: all(tillRowsSchema.sales, 'sales'),
        payments: all(tillRowsSchema.payments, 'payments'),
        stock_movements: all(tillRowsSchema.stock_movements, 'stock_movements'),
        shifts: all(tillRowsSchema.shifts, 'shifts'),
        meta,
        parked_inbound: all(tillRowsSchema.parked_inbound, 'parked_inbound'),
      },
      records: recordsOf((name) => all(rowSchema, name)),
      shown,
    };
  } finally {
    file.close();
  }
}

function recordsOf(read: (name: RecordTable) => RecordRow[]): Record<RecordTable, RecordRow[]> {
  const none: RecordRow[] = [];
  const records = {
    businesses: none,
    stores: none,
    tills: none,
    tax_rates: none,
    roles: none,
    staff: none,
    settings: none,
    categories: none,
    products: none,
    product_variants: none,
    barcodes: none,
    price_lists: none,
    prices: none,
    favourites: none,
    batches: none,
    customers: none,
  };
  for (const name of RECORD_NAMES) records[name] = read(name);
  return records;
}

async function readOffice(run: Run): Promise<OfficeDisk> {
  const database = run.world.office.database();
  const all = async <Schema extends z.ZodType>(schema: Schema, table: string): Promise<z.infer<Schema>[]> => {
    const rows = await database.look(`select to_jsonb(t) as row from ${table} t`);
    return rows.map(({ row }) => schema.parse(row));
  };
  const tables = new Map<RecordTable, RecordRow[]>();
  for (const name of RECORD_NAMES) tables.set(name, await all(rowSchema, RECORD_TABLES[name]));
  const of = officeRowsSchema;
  return {
    rows: {
      changes: await all(of.changes, 'changes'),
      till_epochs: await all(of.till_epochs, 'till_epochs'),
      sync_quarantine: await all(of.sync_quarantine, 'sync_quarantine'),
      sync_cases: await all(of.sync_cases, 'sync_cases'),
      sales_orders: await all(of.sales_orders, 'sales_orders'),
      sales_order_items: await all(of.sales_order_items, 'sales_order_items'),
      payments: await all(of.payments, 'payments'),
      stock_movements: await all(of.stock_movements, 'stock_movements'),
      stock_count_lines: await all(of.stock_count_lines, 'stock_count_lines'),
      inventory: await all(of.inventory, 'inventory'),
      shifts: await all(of.shifts, 'shifts'),
      cash_movements: await all(of.cash_movements, 'cash_movements'),
      rollup_sales_till: await all(of.rollup_sales_till, 'rollup_sales_till'),
      rollup_sales_tender: await all(of.rollup_sales_tender, 'rollup_sales_tender'),
      feed: await all(of.feed, 'feed'),
      business_feed: await all(of.business_feed, 'business_feed'),
    },
    records: recordsOf((name) => tables.get(name) ?? []),
  };
}
