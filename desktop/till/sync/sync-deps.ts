import type { MakeId } from '#shared/base/ids.ts';
import type { NowMs } from '#shared/base/time.ts';
import type { PushEvent } from '#shared/till-calls/reply.ts';
import type { Keychain } from '../ports/keychain.ts';
import type { Log } from '../ports/log.ts';
import type { Network } from '../ports/network.ts';
import type { Timers } from '../ports/timers.ts';
import type { TillStore } from '../store/till-store.ts';
import type { Random } from './back-off.ts';
import type { OnRecordsApplied } from './page-view.ts';

/** All that sync takes from its host. */
export type SyncDeps = {
  readonly store: TillStore;
  readonly network: Network;
  readonly timers: Timers;
  readonly keychain: Keychain;
  readonly log: Log;
  readonly nowMs: NowMs;
  readonly random: Random;
  readonly newId: MakeId;
  readonly appVersion: string;
  /** The protocol of the wire that this program speaks. */
  readonly protocol: number;
  /** Whether what is not about selling may take room on the disk. */
  readonly hasRoom: () => boolean;
  readonly onRecordsApplied: OnRecordsApplied;
  /** Screens hear which views are old now. */
  readonly onPush: (topic: PushEvent['topic']) => void;
};
