import type { MakeId } from '#shared/base/ids.ts';
import type { HelloRequest } from '#shared/sync/hello.ts';
import type { Pool, Tx } from '#server/store/pool.ts';
import type { ServerKey } from '../door/server-key.ts';
import type { LockedTill } from '../till/locked-till.ts';
import type { KnownEpoch } from './known-heads.ts';

export type HelloDeps = {
  readonly pool: Pool;
  readonly key: ServerKey;
  readonly nowMs: () => number;
  readonly makeId: MakeId;
  readonly startedAt: Date;
};

/** What a hello is answered from, under the till's lock. */
export type HelloState = {
  readonly tx: Tx;
  readonly deps: HelloDeps;
  readonly till: LockedTill;
  readonly hello: HelloRequest;
  readonly epochs: readonly KnownEpoch[];
  readonly at: Date;
};
