import { createHash } from 'node:crypto';
import type { FinalState } from './final-state.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const counterOf = (epoch: string): number => Number(epoch.split('-')[0]);

/** Invariant 5, the chain (I4), and stamps that only grow (I13), on every till and at the office. */
export function checkChains(state: FinalState): string[] {
  return [...state.tills.flatMap((till) => chainsOfTill(state, till)), ...chainsOfOffice(state)];
}

/**
 * Of two machines that were one till, or of two lives of one, each epoch has its own order, and an epoch that a healing began
 * may carry, one after the other, what each epoch before it held: as many rising runs as there were epochs, and no more. Where
 * the machine became another till, its epochs begin anew and carry what those of the till before held.
 */
function chainsOfTill(state: FinalState, till: FinalState['tills'][number]): string[] {
  const wrong: string[] = [];
  let lastStamp = '';
  let runs = 1;
  const epochsBefore = state.olderFilesOf.includes(till.name) ? epochsOfThese(state, till) : 0;
  const changes = till.rows.change_log.toSorted(
    (one, other) => counterOf(one.epoch) - counterOf(other.epoch) || one.seq - other.seq,
  );
  for (const [at, change] of changes.entries()) {
    const before = changes[at - 1];
    const where = `${till.name} ${counterOf(change.epoch)}/${change.seq}`;
    if (sha256(change.body) !== change.body_hash) wrong.push(`I4 ${where} says another thing than its hash`);
    if (before?.epoch === change.epoch) {
      if (change.seq !== before.seq + 1) wrong.push(`I4 ${where} follows ${before.seq}`);
      else if (sha256(`${before.hash}\n${change.epoch}\n${change.seq}\n${change.body_hash}`) !== change.hash)
        wrong.push(`I4 ${where} breaks the chain`);
    }
    const stamp = stampOf(change.body);
    if (before !== undefined && before.epoch !== change.epoch && state.olderFilesOf.includes(till.name)) {
      lastStamp = '';
      runs = 1;
    }
    if (stamp !== null && stamp <= lastStamp) {
      runs += 1;
      if (!state.olderFilesOf.includes(till.name) || runs > Math.max(counterOf(change.epoch), epochsBefore))
        wrong.push(`I13 ${where} is stamped ${stamp} after ${lastStamp}`);
    }
    lastStamp = stamp ?? lastStamp;
  }
  return wrong;
}

/** How many epochs the office counts of the tills, this one or the one that it was, under which it holds what lies here. */
function epochsOfThese({ office }: FinalState, till: FinalState['tills'][number]): number {
  const here = new Set(till.rows.change_log.map(({ id }) => id));
  return office.rows.changes.reduce(
    (most, { id, epoch_counter }) => (id !== null && here.has(id) ? Math.max(most, epoch_counter) : most),
    0,
  );
}

function stampOf(body: string): string | null {
  return /"hlc":"([0-9a-f]{16})"/.exec(body)?.[1] ?? null;
}

function chainsOfOffice({ office }: FinalState): string[] {
  const wrong: string[] = [];
  for (const epoch of office.rows.till_epochs) {
    const changes = office.rows.changes
      .filter(
        (change) =>
          change.business_id === epoch.business_id &&
          change.till_id === epoch.till_id &&
          change.epoch_counter === epoch.counter,
      )
      .toSorted((one, other) => one.seq - other.seq);
    const where = `office ${epoch.till_id.slice(-4)} ${epoch.counter}`;
    let hash = sha256(`${epoch.till_id}\n${epoch.epoch}\n${epoch.previous_hash}`);
    for (const [at, change] of changes.entries()) {
      if (change.seq !== at + 1) wrong.push(`I4 ${where} has ${change.seq} in place ${at + 1}`);
      hash = sha256(`${hash}\n${epoch.epoch}\n${change.seq}\n${change.body_hash.slice(2)}`);
      if (change.hash !== `\\x${hash}`) wrong.push(`I4 ${where} breaks the chain at ${change.seq}`);
    }
    if (epoch.last_seq !== changes.length) wrong.push(`I8 ${where} says ${epoch.last_seq} and holds ${changes.length}`);
    if (changes.length > 0 && epoch.last_hash !== hash) wrong.push(`I4 ${where} ends in another hash`);
  }
  return wrong;
}
