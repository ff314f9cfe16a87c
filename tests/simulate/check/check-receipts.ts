import { isOutOfTouch } from './out-of-touch.ts';
import type { FinalState, OfficeDisk, TillDisk } from './final-state.ts';

/** The changes that a receipt is of. */
const ISSUES: ReadonlySet<string> = new Set(['sale.completed', 'sale.refunded']);

/** Invariant 1 (I1, I2, I8): each receipt that somebody holds is on its till, and at the office exactly once. */
export function checkReceipts(state: FinalState): string[] {
  const { receipts, tills, office } = state;
  const gone = new Set(state.destroyed);
  const dropped = new Set(state.dropped);
  const wrong: string[] = [];
  for (const receipt of receipts) {
    if (gone.has(receipt.saleId)) continue;
    const home = tills.find(({ name }) => name === receipt.till);
    const isElsewhere = dropped.has(receipt.saleId) && home !== undefined && isOutOfTouch(state, home);
    if (!isElsewhere && home?.isEnrolledAnew !== true) wrong.push(...wrongAtTill(receipt, home));
    wrong.push(...wrongAtOffice(receipt, office));
  }
  return wrong;
}

type Receipt = FinalState['receipts'][number];

function wrongAtTill({ saleId, receiptNumber, totalMinor, till }: Receipt, home: TillDisk | undefined): string[] {
  const wrong: string[] = [];
  const here = home?.rows.change_log.filter(({ entity_id, type }) => entity_id === saleId && ISSUES.has(type)) ?? [];
  if (here.length !== 1) wrong.push(`I1 ${receiptNumber} is ${here.length} times in the log of ${till}`);
  const sold = home?.rows.sales.filter(({ id }) => id === saleId) ?? [];
  if (sold.length !== 1 || sold[0]?.total_minor !== totalMinor)
    wrong.push(`I1 ${receiptNumber} is not a sale of ${till} any more`);
  return wrong;
}

function wrongAtOffice({ saleId, receiptNumber, totalMinor }: Receipt, office: OfficeDisk): string[] {
  const wrong: string[] = [];
  const applied = office.rows.changes.filter(
    (change) => change.entity_id === saleId && change.outcome.startsWith('applied') && ISSUES.has(change.type),
  );
  // Written \\x and in hex: a sale is known in it by its id.
  const inHex = Buffer.from(`"entityId":"${saleId}"`).toString('hex');
  const waiting = office.rows.sync_quarantine.filter(({ raw, state }) => state === 'waiting' && raw.includes(inHex));
  if (applied.length + new Set(waiting.map(({ change_id }) => change_id)).size !== 1)
    wrong.push(`I1 ${receiptNumber} is ${applied.length} times applied and ${waiting.length} times in quarantine`);
  const orders = office.rows.sales_orders.filter(({ id }) => id === saleId);
  if (orders.length !== applied.length || orders.some((order) => order.total_minor !== totalMinor))
    wrong.push(`I2 ${receiptNumber} has ${orders.length} effects`);
  return wrong;
}

/** Invariant 1 for everything else that a till wrote down: nothing waits, and the office holds what was acknowledged. */
export function checkChanges({ tills, office }: FinalState): string[] {
  const known = new Map<string, FinalState['office']['rows']['changes'][number]>();
  const counters = new Map(
    office.rows.till_epochs.map(({ till_id, epoch, counter }) => [`${till_id} ${epoch}`, counter]),
  );
  for (const change of office.rows.changes)
    known.set(`${change.till_id} ${change.epoch_counter} ${change.seq}`, change);
  const wrong: string[] = [];
  for (const till of tills) {
    for (const change of till.rows.change_log) {
      if (change.state === 'waiting') {
        wrong.push(`I14 ${till.name} ${change.epoch.slice(0, 2)}${change.seq} ${change.type} waits`);
        continue;
      }
      const counter = counters.get(`${till.tillId} ${change.epoch}`);
      const there = known.get(`${till.tillId} ${counter} ${change.seq}`);
      if (there === undefined || there.hash !== `\\x${change.hash}`)
        wrong.push(
          `I4 ${till.name} ${change.epoch.slice(0, 2)}${change.seq} was acknowledged, and the office has another`,
        );
    }
  }
  return wrong;
}
