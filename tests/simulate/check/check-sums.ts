import type { FinalState } from './final-state.ts';

/** Invariant 3 (I6): orders, rollups and drawers give what their parts give, added up anew. */
export function checkSums(state: FinalState): string[] {
  return [...ordersOf(state), ...tillDaysOf(state), ...tendersOf(state), ...drawersOf(state)];
}

function ordersOf({ office }: FinalState): string[] {
  const wrong: string[] = [];
  for (const order of office.rows.sales_orders) {
    const lines = office.rows.sales_order_items.filter(({ order_id }) => order_id === order.id);
    const paid = office.rows.payments.filter(({ order_id }) => order_id === order.id);
    const total = lines.reduce((sum, line) => sum + BigInt(line.total_minor), 0n);
    if (total !== BigInt(order.total_minor))
      wrong.push(`I6 ${order.order_number} comes to ${total}, not ${order.total_minor}`);
    const came = paid.reduce((sum, payment) => sum + BigInt(payment.amount_minor), 0n);
    const due = BigInt(order.total_minor) + BigInt(order.rounding_minor) - BigInt(order.balance_minor);
    if (came !== due) wrong.push(`I6 ${order.order_number} was paid ${came}, not ${due}`);
  }
  return wrong;
}

function sums<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  add: (row: Row) => readonly number[],
): Map<string, bigint[]> {
  const found = new Map<string, bigint[]>();
  for (const row of rows) {
    const before = found.get(keyOf(row)) ?? [];
    found.set(
      keyOf(row),
      add(row).map((value, at) => (before[at] ?? 0n) + BigInt(value)),
    );
  }
  return found;
}

function differences(what: string, truth: Map<string, bigint[]>, kept: Map<string, bigint[]>): string[] {
  const wrong: string[] = [];
  for (const key of new Set([...truth.keys(), ...kept.keys()])) {
    const [one = [], other = []] = [truth.get(key), kept.get(key)];
    if (one.some((value, at) => value !== (other[at] ?? 0n)) || other.some((value, at) => value !== (one[at] ?? 0n)))
      wrong.push(`I6 ${what}: ${other.join(' ') || 'nothing'} is kept where it comes to ${one.join(' ') || 'nothing'}`);
  }
  return wrong;
}

function tillDaysOf({ office }: FinalState): string[] {
  const standing = office.rows.sales_orders.filter(({ status }) => status !== 'voided');
  const orders = new Map(standing.map((order) => [order.id, order]));
  const dayOf = (row: { business_id: string; store_id: string; business_date: string; till_id: string }): string =>
    `${row.business_id} ${row.store_id} ${row.business_date} ${row.till_id}`;
  const lines = office.rows.sales_order_items.flatMap((line) => {
    const order = orders.get(line.order_id);
    return order === undefined ? [] : [{ line, order }];
  });
  const truth = sums(
    lines,
    ({ order }) => dayOf(order),
    ({ line }) => [line.total_minor, line.tax_minor, line.quantity_milli < 0 ? 0 : line.discount_minor, line.cost_e4],
  );
  const kept = sums(office.rows.rollup_sales_till, dayOf, (row) => [
    row.net_minor,
    row.tax_minor,
    row.discount_minor,
    row.cost_e4,
  ]);
  const counted = sums(standing, dayOf, ({ kind }) => [kind === 'refund' ? 0 : 1, kind === 'refund' ? 1 : 0]);
  const keptCounts = sums(office.rows.rollup_sales_till, dayOf, (row) => [row.sale_count, row.refund_count]);
  return [...differences('a day of a till', truth, kept), ...differences('sales of a day', counted, keptCounts)];
}

function tendersOf({ office }: FinalState): string[] {
  const keyOf = (row: { business_id: string; store_id: string; business_date: string; method: string }): string =>
    `${row.business_id} ${row.store_id} ${row.business_date} ${row.method}`;
  const came = office.rows.payments.filter(
    ({ state, is_void }) => !is_void && (state === 'confirmed' || state === 'pending'),
  );
  const truth = sums(came, keyOf, (row) => [1, row.amount_minor, row.state === 'pending' ? row.amount_minor : 0]);
  const kept = sums(office.rows.rollup_sales_tender, keyOf, (row) => [
    row.payment_count,
    row.amount_minor,
    row.pending_minor,
  ]);
  return differences('a day of a tender', truth, kept);
}

/**
 * The drawer of a closed shift: float, cash taken, and cash moved; the till said so in its Z, and the office kept it. Of voids
 * the till had heard of the first so many by then.
 */
function drawersOf({ office, tills, olderFilesOf }: FinalState): string[] {
  const wrong: string[] = [];
  // A till from before its shift was closed goes on in it: what it takes then is true, and in no Z.
  const unsure = new Set(tills.filter(({ name }) => olderFilesOf.includes(name)).map(({ tillId }) => tillId));
  for (const shift of office.rows.shifts) {
    if (unsure.has(shift.till_id)) continue;
    if (shift.closed_at === null || shift.float_minor === null) continue;
    const cash = office.rows.payments.filter(
      ({ shift_id, method, state }) => shift_id === shift.id && method === 'cash' && state === 'confirmed',
    );
    const moved = office.rows.cash_movements.filter(({ shift_id }) => shift_id === shift.id);
    const expected =
      BigInt(shift.float_minor) +
      cash.reduce((sum, row) => sum + BigInt(row.amount_minor), 0n) +
      moved.reduce((sum, row) => sum + (row.kind === 'in' ? 1n : -1n) * BigInt(row.amount_minor), 0n);
    if (!withFirstVoids(office, shift.id, expected).has(BigInt(shift.expected_minor ?? 0)))
      wrong.push(`I6 a drawer holds ${shift.expected_minor} where ${expected} came into it`);
    for (const till of tills)
      for (const own of till.rows.shifts)
        if (own.id === shift.id && own.expected_minor !== null && own.expected_minor !== shift.expected_minor)
          wrong.push(`I6 ${till.name} said ${own.expected_minor} in its Z, the office says ${shift.expected_minor}`);
  }
  return wrong;
}

/** What a drawer may have held: all that came into it, less the cash of none, one or more of its voided sales in their order. */
function withFirstVoids({ rows }: FinalState['office'], shiftId: string, all: bigint): ReadonlySet<bigint> {
  const voided = rows.sales_orders
    .filter(({ shift_id, status }) => shift_id === shiftId && status === 'voided')
    .toSorted((one, other) => ((one.voided_at ?? '') < (other.voided_at ?? '') ? -1 : 1));
  const held = new Set([all]);
  let left = all;
  for (const { id } of voided) {
    for (const { order_id, method, amount_minor } of rows.payments)
      if (order_id === id && method === 'cash') left -= BigInt(amount_minor);
    held.add(left);
  }
  return held;
}
