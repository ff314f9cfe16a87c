import type { Id } from '#shared/base/ids.ts';
import { unreachable } from '#shared/base/assert.ts';
import type { Effects } from './effects.ts';
import type { ApplyContext, Incoming } from './incoming.ts';
import { journalRow } from './journal-row.ts';

export type SmallFactType =
  | 'sale.abandoned'
  | 'drawer.opened'
  | 'staff.signed_in'
  | 'override.granted'
  | 'receipt.reprinted'
  | 'receipt.sent'
  | 'clock.jumped';

/** Takes what only the journal remembers: it moves no money and no goods. */
export function collectSmallFacts(
  context: ApplyContext,
  facts: readonly Incoming<SmallFactType>[],
  effects: Effects,
): void {
  for (const incoming of facts) effects.journal.push(journalRow(context, incoming, subjectOf(incoming)));
}

function subjectOf({ change }: Incoming<SmallFactType>): Id | null {
  switch (change.type) {
    case 'sale.abandoned':
    case 'receipt.reprinted':
    case 'receipt.sent':
      return change.payload.saleId;
    case 'drawer.opened':
      return change.payload.shiftId;
    case 'staff.signed_in':
      return change.payload.userId;
    case 'override.granted':
      return change.payload.subjectId;
    case 'clock.jumped':
      return null;
    default:
      return unreachable(change);
  }
}
