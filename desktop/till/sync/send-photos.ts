import { sentFileAnswerSchema } from '#shared/sync/sent-files.ts';
import type { CancelTimer } from '../ports/timers.ts';
import { must } from '#shared/base/assert.ts';
import { pictureType } from '../store/picture-type.ts';
import type { WaitingPhoto } from '../store/tables/expense-photos.ts';
import type { SyncState } from './sync-state.ts';
import { type Turn, signIn } from './turn.ts';

const RETRY_MS = 60_000;
/** Not while the office would not hear of this till. */
const SENDS_IN: ReadonlySet<SyncState> = new Set(['greeting', 'normal']);

/** `gone`: nothing more can be done for this photo · `later`: the office can't be had just now. */
type Came = 'gone' | 'later';

export type PhotoSender = { readonly soon: () => void; readonly stop: () => void };

/**
 * Brings the photos of expenses to the office, one after the other, beside the changes and never before a sale.
 *
 * @param running ends with the worker: nothing is written afterwards
 */
export function createPhotoSender(turn: Turn, running: () => AbortSignal): PhotoSender {
  let cancel: CancelTimer = () => undefined;
  let isSending = false;
  const send = async (): Promise<void> => {
    if (isSending) return;
    isSending = true;
    try {
      const signal = running();
      for (let photo = nextPhoto(turn); photo !== null && !signal.aborted; photo = nextPhoto(turn))
        // The line is the customers' and the sales': one photo at a time. A worker that was started anew meanwhile goes on.
        if ((await sendOne(turn, photo, signal)) === 'later') return running().aborted ? undefined : after(RETRY_MS);
    } finally {
      isSending = false;
    }
  };
  const after = (ms: number): void => {
    cancel();
    cancel = turn.timers.after(ms, () => {
      send().catch((cause: unknown) => {
        // A full disk notes nothing, and ends no till; the office takes the same photo twice as one.
        turn.log.warn('expense_photo_not_noted', { message: cause instanceof Error ? cause.message : String(cause) });
        after(RETRY_MS);
      });
    });
  };
  return {
    soon: () => (nextPhoto(turn) === null ? undefined : after(0)),
    stop: () => cancel(),
  };
}

const nextPhoto = (turn: Turn): WaitingPhoto | null => turn.store.read((reader) => reader.photos.next());

async function sendOne(turn: Turn, photo: WaitingPhoto, signal: AbortSignal): Promise<Came> {
  if (!SENDS_IN.has(turn.memory.state) || !turn.network.isUp()) return 'later';
  const signed = await signIn(turn, signal);
  if ('failed' in signed || signal.aborted) return 'later';
  const { id, expenseId, contentHash, picture } = photo;
  const reply = await turn.office.ask({
    method: 'POST',
    path: `/api/v1/sync/files?${new URLSearchParams({ expenseId, sha256: contentHash }).toString()}`,
    headers: {
      authorization: signed.token.header,
      'content-type': must(pictureType(picture), 'only pictures are kept'),
    },
    body: picture,
    schema: sentFileAnswerSchema,
    signal,
  });
  if (signal.aborted) return 'later';
  if (reply.kind === 'sign_in_again') turn.tokens.drop();
  // Too many of one expense, or no picture after all: that changes by no wait.
  const isRefused = reply.kind === 'refused' || (reply.kind !== 'good' && reply.code === 'conflict');
  if (reply.kind !== 'good' && !isRefused) return 'later';
  turn.store.write((writer) =>
    reply.kind === 'good' ? writer.photos.sent(id, turn.nowMs()) : writer.photos.refused(id, reply.code),
  );
  if (reply.kind !== 'good') turn.log.warn('expense_photo_refused', { code: reply.code });
  turn.onPush('shift');
  return 'gone';
}
