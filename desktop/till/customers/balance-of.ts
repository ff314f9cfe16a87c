import { type Minor, minor } from '#shared/base/money.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { shownBalance } from '#shared/credit/shown-balance.ts';
import { type Position, laterPosition } from '#shared/stock/level-rules.ts';
import type { Account } from '../store/tables/ledgers.ts';
import { ledgersThrough } from '../store/ledgers-through.ts';
import type { Reader } from '../store/till-tables.ts';

const BEFORE_ALL: Position = { epochCounter: 0, seq: 0 };

function positionOf(epoch: string | null, seq: number): Position | null {
  return epoch === null ? null : { epochCounter: epochCounter(epoch), seq };
}

/** What stands on an account: the office's balance, and the own entries that it can't contain yet. */
export function balanceOf(reader: Reader, account: Account): Minor {
  const known = reader.ledgers.balance(account);
  const through = ledgersThrough(reader);
  const completeThrough = through === null ? null : positionOf(through.epoch, through.seq);
  const row = {
    balanceMinor: minor(known?.balanceMinor ?? 0),
    included: known === null ? null : positionOf(known.includedEpoch, known.includedSeq),
    // Without a row it is the class that says what waits: the list of the page that completed it.
    quarantined: new Set(known?.quarantined ?? waitingOf(reader)),
  };
  // What waits in quarantine is older than what the row contains, and counts all the same.
  const above = row.quarantined.size > 0 ? BEFORE_ALL : (laterPosition(row.included, completeThrough) ?? BEFORE_ALL);
  const entries = reader.ledgers.entriesAbove(account, above).map((own) => ({
    changeId: own.changeId,
    position: { epochCounter: own.epochCounter, seq: own.seq },
    amountMinor: minor(own.amountMinor),
  }));
  return shownBalance({ row, completeThrough, entries });
}

/** What this till spent of an account and the office is not known to have. */
export function unconfirmedSpending(reader: Reader, account: Account): Minor {
  const known = reader.ledgers.balance(account);
  const through = ledgersThrough(reader);
  const contained = laterPosition(
    known === null ? null : positionOf(known.includedEpoch, known.includedSeq),
    through === null ? null : positionOf(through.epoch, through.seq),
  );
  let spent = 0;
  for (const { amountMinor } of reader.ledgers.entriesAbove(account, contained ?? BEFORE_ALL))
    spent += Math.max(0, -amountMinor);
  return minor(spent);
}

function waitingOf(reader: Reader): readonly string[] {
  return reader.sync.marks().find((known) => known.class === 'customers')?.quarantined ?? [];
}

/** What a customer owes, as far as it is known here; negative where the business owes. */
export function owesMinor(reader: Reader, customerId: string): Minor {
  return balanceOf(reader, { kind: 'customer', id: customerId });
}
