import { type FinalState, RECORD_TABLES, type RecordTable } from './final-state.ts';

const NAMES = Object.keys(RECORD_TABLES).filter((name): name is RecordTable => name in RECORD_TABLES);

/** Invariant 5: sale ids and receipt numbers are unique (I11), and no row crosses a business (I10). */
export function checkTenants(state: FinalState): string[] {
  const { office, tills, receipts } = state;
  const wrong: string[] = [];
  const numbers = new Map<string, string>();
  const sales = new Set<string>();
  for (const { saleId, receiptNumber } of receipts) {
    if (sales.has(saleId)) wrong.push(`I11 the sale of ${receiptNumber} was answered twice`);
    sales.add(saleId);
    const other = numbers.get(receiptNumber);
    if (other !== undefined && other !== saleId && !state.mayDoubleNumbers)
      wrong.push(`I11 ${receiptNumber} stands on two receipts`);
    numbers.set(receiptNumber, saleId);
  }
  const seen = new Set<string>();
  for (const { id } of office.rows.sales_orders) {
    if (seen.has(id)) wrong.push('I11 a sale is at the office twice');
    seen.add(id);
  }
  const owners = new Map<string, string>();
  for (const name of NAMES)
    for (const row of office.records[name]) owners.set(String(row['id']), String(row['business_id']));
  for (const order of office.rows.sales_orders) owners.set(order.id, order.business_id);
  for (const till of tills) {
    const ids = [
      ...NAMES.flatMap((name) => till.records[name].map((row) => String(row['id']))),
      ...till.rows.sales.map(({ id }) => id),
    ];
    for (const id of ids) {
      const owner = owners.get(id);
      if (owner !== undefined && owner !== till.business)
        wrong.push(`I10 ${till.name} holds a row of another business`);
    }
  }
  return wrong;
}

/** I9: every feed number stands once, none is beyond its counter, and every record stands in the feed. */
export function checkFeed({ office }: FinalState): string[] {
  const wrong: string[] = [];
  const counters = new Map(office.rows.business_feed.map(({ business_id, counter }) => [business_id, counter]));
  const places = new Set<string>();
  const fed = new Set<string>();
  for (const row of office.rows.feed) {
    const place = `${row.business_id} ${row.feed_seq}`;
    if (places.has(place)) wrong.push(`I9 two rows have the feed number ${row.feed_seq}`);
    places.add(place);
    fed.add(`${row.business_id} ${row.id}`);
    if (row.feed_seq > (counters.get(row.business_id) ?? 0))
      wrong.push(`I9 feed number ${row.feed_seq} was never given`);
  }
  for (const name of NAMES)
    for (const row of office.records[name])
      if (!fed.has(`${String(row['business_id'])} ${String(row['id'])}`))
        wrong.push(`I9 one of ${name} is not in the feed`);
  return wrong;
}
