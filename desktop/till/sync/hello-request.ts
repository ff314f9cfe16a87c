import { SCHEMA_VERSION } from '#shared/sync/protocol-version.ts';
import type { HelloRequest, TillHead } from '#shared/sync/hello.ts';
import type { Reader } from '../store/till-tables.ts';
import { CURSOR_KEY } from '../store/resync-state.ts';

/** What the process knows, beside what stands in the file. */
export type HelloContext = {
  readonly bootId: string;
  readonly highestSession: number;
  readonly appVersion: string;
  readonly protocol: number;
  readonly nowMs: number;
  /** What the till found by itself, where it needs a new epoch. */
  readonly newEpochFor: 'restored' | 'gap_case' | null;
};

/** How far the till came in every epoch that it holds, or null for a till that belongs to nobody. */
export function helloRequest(reader: Reader, context: HelloContext): HelloRequest | null {
  const identity = reader.meta.identity();
  const current = reader.meta.epoch();
  if (identity === null || current === null) return null;
  const epochs = new Set([...reader.changes.epochs(), current.epoch]);
  return {
    till: identity.tillId,
    epoch: current.epoch,
    series: current.series,
    certificate: current.certificate,
    heads: [...epochs].map((epoch) => headOf(reader, epoch)),
    highestSession: context.highestSession,
    cursor: reader.meta.get(CURSOR_KEY),
    protocol: context.protocol,
    schema: SCHEMA_VERSION,
    app: context.appVersion,
    wallClock: context.nowMs,
    hlc: reader.meta.hlc(),
    bootId: context.bootId,
    ...(context.newEpochFor === null ? {} : { newEpoch: true, newEpochFor: context.newEpochFor }),
    waiting: reader.changes.countIn('waiting').count,
  };
}

/** Acknowledged is everything below the first change that waits, in quarantine or not. */
export function headOf(reader: Reader, epoch: string): TillHead {
  const last = reader.changes.head(epoch);
  const lastSeq = last?.seq ?? 0;
  const waiting = reader.places.firstWaitingSeq(epoch);
  const ackedSeq = waiting === null ? lastSeq : waiting - 1;
  return {
    epoch,
    lastSeq,
    lastHash: last?.hash ?? '',
    ackedSeq,
    ackedHash: reader.places.hashAt(epoch, ackedSeq) ?? '',
  };
}
