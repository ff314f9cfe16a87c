import { businessDateAt, instantAt, type BusinessDate } from '#shared/base/time.ts';
import { HLC_ZERO, type Hlc, nextHlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import type { ChangeType, PayloadOf } from '#shared/changes/change-body.ts';
import { type ChangeEnvelope, type Epoch, type Sha256, chainStart } from '#shared/changes/hash-chain.ts';
import { type ChainEnd, endAfter, makeChange } from '#shared/changes/make-change.ts';

export type HistoryPlace = {
  readonly businessId: Id;
  readonly storeId: Id;
  readonly tillId: Id;
  readonly storeCode: string;
  readonly tillCode: string;
  readonly zone: string;
  readonly dayStartMinutes: number;
};

/** Writes a change log as a till would have written it, at the times that it is told. */
export type HistoryTill = {
  readonly place: HistoryPlace;
  readonly epoch: Epoch;
  readonly record: <Type extends ChangeType>(
    at: { ms: number; actorId: Id; entityId: Id; id: Id },
    type: Type,
    payload: PayloadOf<Type>,
  ) => void;
  readonly nextReceiptNumber: () => string;
  readonly dateOf: (ms: number) => BusinessDate;
  /** What was written since the last call; the chain goes on. */
  readonly take: () => readonly ChangeEnvelope[];
};

/** A till of the demo's past. Its epoch is the first, its series A; whoever replaces it goes on after it. */
export function historyTill(sha256: Sha256, place: HistoryPlace, epoch: Epoch): HistoryTill {
  let end: ChainEnd = { epoch, lastSeq: 0, lastHash: chainStart(sha256, place.tillId, epoch, '') };
  let hlc: Hlc = HLC_ZERO;
  let counter = 0;
  let written: ChangeEnvelope[] = [];
  const dateOf = (ms: number): BusinessDate => businessDateAt(instantAt(ms, place.zone), place.dayStartMinutes);
  return {
    place,
    epoch,
    dateOf,
    record: (at, type, payload) => {
      hlc = nextHlc(hlc, at.ms);
      const occurredAt = instantAt(at.ms, place.zone);
      const made = makeChange(
        sha256,
        end,
        {
          id: at.id,
          entityId: at.entityId,
          actorId: at.actorId,
          businessId: place.businessId,
          storeId: place.storeId,
          tillId: place.tillId,
          occurredAt,
          businessDate: dateOf(at.ms),
          clockQuality: 'good',
          hlc,
        },
        { type, v: 1, payload },
      );
      written.push(made.envelope);
      end = endAfter(made.envelope);
    },
    nextReceiptNumber: () => {
      counter += 1;
      return `${place.storeCode}-${place.tillCode}-A-${String(counter).padStart(6, '0')}`;
    },
    take: () => {
      const taken = written;
      written = [];
      return taken;
    },
  };
}
