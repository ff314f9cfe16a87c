import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import { type Hlc, nextHlc } from '#shared/base/hlc.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { type BusinessDate, type ClockQuality, type Instant, type NowMs, instantAt } from '#shared/base/time.ts';
import { type ChangeType, type PayloadOf, changeBodySchema } from '#shared/changes/change-body.ts';
import { type Sha256, chainNext, chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import { CHANGE_BYTES_MAX } from '#shared/sync/limits.ts';
import { applyOwnChange } from './apply-own-change.ts';
import { businessDateOf } from './business-date.ts';
import type { Writer } from './till-tables.ts';

/** What happened, before it is stamped. */
export type Fact = {
  [Type in ChangeType]: { type: Type; entityId: Id; actorId: Id; payload: PayloadOf<Type> };
}[ChangeType];

export type ChangeDeps = {
  readonly nowMs: NowMs;
  readonly newId: MakeId;
  readonly sha256: Sha256;
  readonly clockQuality: () => ClockQuality;
};

/** A change with its place in the till's log, as it was stamped. */
export type AppendedChange = {
  readonly id: Id;
  readonly epoch: string;
  readonly seq: number;
  readonly hlc: Hlc;
  readonly occurredAt: Instant;
  readonly businessDate: BusinessDate;
};

const VERSIONS = new Map<string, number>(
  changeBodySchema.options.map((option) => [option.shape.type.value, option.shape.v.value]),
);

/**
 * Writes a fact down for good, inside the transaction of the call: stamped, chained, logged, with all its rows.
 *
 * The rows follow from the payload alone, so that a fact that comes back from the journal or the office gives the same.
 *
 * @throws {Fault} `too_large` for a change beyond what travels alone
 */
export function appendChange(writer: Writer, deps: ChangeDeps, fact: Fact): AppendedChange {
  const identity = must(writer.meta.identity(), 'a till that belongs to nobody writes no facts');
  const current = must(writer.meta.epoch(), 'a till without an epoch writes no facts');
  const last = writer.changes.head(current.epoch);
  const nowMs = deps.nowMs();
  const hlc = nextHlc(writer.meta.hlc(), nowMs);
  const occurredAt = instantAt(nowMs, identity.timeZone);
  const clockQuality = deps.clockQuality();
  const head = {
    id: deps.newId(),
    type: fact.type,
    v: must(VERSIONS.get(fact.type), `no version of ${fact.type}`),
    entityId: fact.entityId,
    actorId: fact.actorId,
    businessId: identity.businessId,
    storeId: identity.storeId,
    tillId: identity.tillId,
    occurredAt,
    businessDate: businessDateOf(writer, occurredAt, clockQuality),
    clockQuality,
    hlc,
  };
  // The payload is written down twice, in the change and with its sale; its text is made once.
  const payloadText = JSON.stringify(fact.payload);
  const body = `${JSON.stringify(head).slice(0, -1)},"payload":${payloadText}}`;
  if (body.length > CHANGE_BYTES_MAX / 3 && Buffer.byteLength(body) > CHANGE_BYTES_MAX)
    throw new Fault('too_large', 'the change is larger than what travels at once');
  const seq = (last?.seq ?? 0) + 1;
  const bodyHash = deps.sha256(body);
  const previousHash = last?.hash ?? chainStart(deps.sha256, identity.tillId, current.epoch, current.previousHash);
  const hash = chainNext(deps.sha256, { previousHash, epoch: current.epoch, seq, bodyHash });
  writer.meta.setHlc(hlc);
  writer.changes.insert({
    epoch: current.epoch,
    seq,
    id: head.id,
    type: head.type,
    entityId: head.entityId,
    occurredMs: nowMs,
    hlc,
    body,
    bodyHash,
    hash,
    state: 'waiting',
    ackedMs: null,
    tries: 0,
    lastError: null,
  });
  applyOwnChange(
    writer,
    { ...head, ...fact, payloadText },
    { epoch: current.epoch, epochCounter: epochCounter(current.epoch), seq },
  );
  writer.appended.push({ epoch: current.epoch, seq, id: head.id, body, bodyHash, hash });
  return { id: head.id, epoch: current.epoch, seq, hlc, occurredAt, businessDate: head.businessDate };
}
