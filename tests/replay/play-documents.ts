import { must } from '#shared/base/assert.ts';
import { drawers } from './drawers.ts';
import { type InvoiceDocument, wallToMs } from './invoice-documents.ts';
import { lineAmount } from './invoice-lines.ts';
import { matchRefunds } from './match-refunds.ts';
import { playRefund } from './play-refund.ts';
import { playSale } from './play-sale.ts';
import { playStock } from './play-stock.ts';
import type { ShopFloor, Turn } from './shop-floor.ts';

/** Tills send at the end of each day, and after so many lines of each within one. */
const LINES_BETWEEN_SENDS = 800;

/** Plays every invoice at its till, in file order, each at its own time. `onLines` hears how many lines are done. */
export async function playDocuments(
  floor: ShopFloor,
  documents: readonly InvoiceDocument[],
  onLines: (count: number) => void,
): Promise<void> {
  const { clock, line, rules } = floor;
  const matched = matchRefunds(documents, rules);
  const floats = refundsByDay(documents, floor);
  const open = drawers();
  let day = '';
  let sinceSent = 0;
  const endDay = async (): Promise<void> => {
    await open.closeAll();
    await line.send();
    sinceSent = 0;
  };
  for (const [index, document] of documents.entries()) {
    if (document.class === 'ledger') {
      onLines(document.lines.length);
      continue;
    }
    const date = document.time.slice(0, 10);
    if (date !== day && day !== '') await endDay();
    day = date;
    clock.moveTo(wallToMs(document.time, rules.timeZone));
    const turn: Turn = {
      till: must(floor.tills[index % floor.tills.length] ?? null, 'a shop has a till'),
      openShift: (till) => open.open(till, floats.get(date) ?? 0),
    };
    if (document.class === 'sale') await playSale(floor, turn, document);
    else if (document.class === 'refund') await playRefund(floor, turn, document, matched.get(document.invoice) ?? []);
    else await playStock(floor, turn, document);
    onLines(document.lines.length);
    sinceSent += document.lines.length;
    if (sinceSent < LINES_BETWEEN_SENDS * floor.tills.length) continue;
    await line.send();
    sinceSent = 0;
  }
  await open.closeAll();
  await line.talk();
}

/** What each day gives back in all: a drawer that begins with it is never short, whoever takes the goods back. */
function refundsByDay(documents: readonly InvoiceDocument[], { rules }: ShopFloor): ReadonlyMap<string, number> {
  const byDay = new Map<string, number>();
  for (const document of documents) {
    if (document.class !== 'refund') continue;
    const date = document.time.slice(0, 10);
    const amount = document.lines.reduce((sum, line) => sum - lineAmount(line, rules.currencyDigits), 0);
    byDay.set(date, (byDay.get(date) ?? 0) + amount);
  }
  return byDay;
}
