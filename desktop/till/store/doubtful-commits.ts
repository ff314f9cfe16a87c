import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import type { Log } from '../ports/log.ts';
import type { Connection } from './connection.ts';
import type { OpenFile } from './money-files.ts';
import type { LoggedChange } from './tables/change-log.ts';

/** A change of which nobody could say whether it was saved, and which is in the file. */
export type CameBack = Pick<LoggedChange, 'id' | 'type' | 'entityId' | 'body'>;

/** What the disk made of commits whose flush failed: the file, opened anew, is asked. */
export type DoubtfulCommits = {
  /** Whether the transaction that ended with this change is in the file, flushed. @throws {Fault} `store_unsure` */
  readonly isKept: (changeId: string) => boolean;
  /** Looks whether what could not be told before can be told now. */
  readonly lookAgain: (open: OpenFile) => void;
  /** What came back since the start, and was not told to whoever asked. */
  readonly cameBack: () => readonly CameBack[];
  /** Somebody was told. */
  readonly told: (entityId: string) => void;
};

export type DoubtDeps = {
  readonly log: Log;
  readonly ask: <Value>(work: (open: OpenFile) => Value) => Value;
};

/** So many are kept in mind; a disk of which more can't be told is changed before. */
const DOUBTS_MAX = 100;

export function doubtfulCommits({ log, ask }: DoubtDeps): DoubtfulCommits {
  let doubts: string[] = [];
  let back: CameBack[] = [];
  return {
    isKept: (changeId) => {
      try {
        return ask(({ db, reader }) => {
          if (reader.changes.byId(changeId) === null) return false;
          flushAll(db);
          return true;
        });
      } catch (cause) {
        doubts = [...doubts, changeId].slice(-DOUBTS_MAX);
        throw new Fault('store_unsure', 'the commit failed, and the file can’t be asked', { cause, retry: 'later' });
      }
    },
    lookAgain: ({ db, reader }) => {
      if (doubts.length === 0) return;
      const found = doubts.flatMap((id) => reader.changes.byId(id) ?? []);
      try {
        if (found.length > 0) flushAll(db);
      } catch {
        // The disk still fails: what it can't be made to keep is not told as kept.
        return;
      }
      doubts = [];
      for (const { id, type } of found) log.warn('change_came_back', { id, type });
      back = [...back, ...found].slice(-DOUBTS_MAX);
    },
    cameBack: () => back,
    told: (entityId) => {
      back = back.filter((change) => change.entityId !== entityId);
    },
  };
}

const movedSchema = z.array(z.object({ busy: z.number(), log: z.number(), checkpointed: z.number() }));

/**
 * Moves what was written into the file itself and flushes that: a -wal whose flush failed once can look whole and not be on
 * the disk, since the system takes its pages for written.
 */
function flushAll(db: Connection): void {
  const moved = movedSchema.safeParse(db.pragma('wal_checkpoint(FULL)')).data?.[0];
  if (moved === undefined || moved.busy !== 0 || moved.log !== moved.checkpointed)
    throw new Fault('store_io', 'what was written could not be moved into the file', { retry: 'later' });
}
