import type { z } from 'zod';
import type { syncWaitingCall } from '#shared/till-calls/sync-calls.ts';
import { subjectOf } from '../store/subject-of.ts';
import type { TillStore } from '../store/till-store.ts';

export type SyncWaiting = z.infer<typeof syncWaitingCall.output>;

/** `sync.waiting`: each change that waits, oldest first: what, when, how often it was tried, and the last error. */
export function syncWaiting(store: TillStore, limit: number): SyncWaiting {
  return store.read((reader) => ({
    total: reader.changes.countIn('waiting').count + reader.changes.countIn('quarantined').count,
    changes: reader.changes.open(limit).map((change) => ({
      changeId: change.id,
      type: change.type,
      subject: subjectOf(change),
      occurredAtMs: change.occurredMs,
      state: change.state === 'quarantined' ? 'quarantined' : 'waiting',
      tries: change.tries,
      lastError: change.lastError,
    })),
  }));
}
