import type { ChangeEnvelope, Epoch } from '#shared/changes/hash-chain.ts';
import { chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import { linkBody } from '#shared/changes/make-change.ts';
import { agreementSeenByTill } from '#shared/sync/agreement.ts';
import { classify } from '#shared/sync/classify.ts';
import type { ServerHead, TillHead } from '#shared/sync/hello.ts';
import { VERDICT_ACTIONS } from '#shared/sync/verdict-actions.ts';
import { sha256 } from './model-hash.ts';
import type { Grant, HelloAsked, HelloSaid } from './messages.ts';

export type Place = ChangeEnvelope & { isAcked: boolean };

/** All that the till's file holds: copied by a backup or with the machine's disk, put back by a restore. */
export type TillFile = { till: string; epoch: Epoch; previousHash: string; places: Place[]; isOutcast: boolean };

type Healing = { grant: Grant; sent: TillHead[]; server: ServerHead[] };

/** What a run of the program knows, and forgets when it ends. */
export type Run = {
  boot: string;
  state: 'greeting' | 'normal' | 'healing' | 'cloned';
  session: number;
  highestSession: number;
  newEpochFor: false | 'restored' | 'gap_case';
  healing: Healing | null;
  /** The number of the latest hello and of the latest pull: answers to others are dropped. */
  latestHello: number;
  latestFacts: number;
};

export type Machine = { file: TillFile; backup: TillFile | null; run: Run };

export function newRun(boot: string): Run {
  return {
    boot,
    state: 'greeting',
    session: 0,
    highestSession: 0,
    newEpochFor: false,
    healing: null,
    latestHello: 0,
    latestFacts: 0,
  };
}

export function placesOf(file: TillFile, epoch: Epoch): Place[] {
  return file.places.filter((place) => place.epoch === epoch).toSorted((one, other) => one.seq - other.seq);
}

export function epochsOf(file: TillFile): Epoch[] {
  const held = new Set([...file.places.map(({ epoch }) => epoch), file.epoch]);
  return [...held].toSorted((one, other) => epochCounter(one) - epochCounter(other));
}

/** Puts a body at the end of the epoch that is written under. */
export function append(file: TillFile, body: string): void {
  const last = placesOf(file, file.epoch).at(-1);
  const start = chainStart(sha256, file.till, file.epoch, file.previousHash);
  const end = { epoch: file.epoch, lastSeq: last?.seq ?? 0, lastHash: last?.hash ?? start };
  file.places.push({ ...linkBody(sha256, end, body), isAcked: false });
}

/** Acknowledged is everything below the first change that waits. */
export function headOf(file: TillFile, epoch: Epoch): TillHead {
  const places = placesOf(file, epoch);
  const waiting = places.find(({ isAcked }) => !isAcked);
  const last = places.at(-1);
  const acked = waiting === undefined ? last : places.findLast(({ seq }) => seq < waiting.seq);
  return {
    epoch,
    lastSeq: last?.seq ?? 0,
    lastHash: last?.hash ?? '',
    ackedSeq: waiting === undefined ? (last?.seq ?? 0) : waiting.seq - 1,
    ackedHash: acked?.hash ?? '',
  };
}

/** Whether the office's chain of an epoch is the till's own, by the till's whole log. */
export function agreementHere(file: TillFile, mine: TillHead, server: ServerHead) {
  const places = placesOf(file, mine.epoch);
  return agreementSeenByTill(mine, server, {
    hashAt: (seq) => places.find((place) => place.seq === seq)?.hash,
    heldFrom: places[0]?.seq ?? mine.lastSeq + 1,
  });
}

/** What the till makes of the answer, as judge-hello.ts does. */
export function judgeHello(
  file: TillFile,
  sent: HelloAsked,
  said: HelloSaid,
): 'go_on' | 'heal' | 'cloned' | 'enrol' | 'restored' | 'gap_case' | 'try_again' {
  if (said.verdict === 'clone') return 'cloned';
  if (said.verdict === 'enrol') return 'enrol';
  if (said.grant !== null) return 'heal';
  if (VERDICT_ACTIONS[said.verdict].newEpoch) return said.verdict === 'gap_case' ? 'gap_case' : 'restored';
  const mine = sent.heads.find((head) => head.epoch === sent.epoch);
  const server = said.heads.find((head) => head.epoch === sent.epoch);
  const own = classify({
    keyKnown: true,
    certificateValid: true,
    newEpochAsked: false,
    epoch: sent.epoch,
    tillHeads: sent.heads,
    serverHeads: said.heads,
    agreement: mine === undefined || server === undefined ? 'equal' : agreementHere(file, mine, server),
  });
  if (VERDICT_ACTIONS[own].newEpoch) return own === 'gap_case' ? 'gap_case' : 'restored';
  return VERDICT_ACTIONS[own].goesOn && VERDICT_ACTIONS[said.verdict].goesOn ? 'go_on' : 'try_again';
}
