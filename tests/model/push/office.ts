import { must } from '#shared/base/assert.ts';
import { type ChangeEnvelope, type Epoch, chainNext, chainStart, epochCounter } from '#shared/changes/hash-chain.ts';
import type { ServerHead, TillHead } from '#shared/sync/hello.ts';
import { sha256 } from './model-hash.ts';
import type { OwnFact, Position } from './messages.ts';

type OfficeEpoch = {
  epoch: Epoch;
  previousHash: string;
  grantedToBoot: string;
  places: { hash: string; body: string; isRepeat: boolean }[];
};

export type OfficeTill = {
  /** In the order of their counters; the last is the one that is written under. */
  epochs: OfficeEpoch[];
  sessionOffered: number;
  sessionBegun: number;
  offers: { session: number; boot: string; isSuspected: boolean; isBegun: boolean }[];
  isCloned: boolean;
  /** The runs that the open case of a copied machine names. */
  caseBoots: string[];
  stayingBoot: string | null;
  outcastBoots: string[];
};

/** All that the server's database holds: copied by a backup, put back by a restore. */
export type Office = {
  tills: Map<string, OfficeTill>;
  /** Every change by its id, with the hash of its body. */
  known: Map<string, string>;
  /** How often each change had its effect. */
  effects: Map<string, number>;
};

export function newOfficeTill(epoch: Epoch): OfficeTill {
  return {
    epochs: [{ epoch, previousHash: '', grantedToBoot: '', places: [] }],
    sessionOffered: 0,
    sessionBegun: 0,
    offers: [],
    isCloned: false,
    caseBoots: [],
    stayingBoot: null,
    outcastBoots: [],
  };
}

export function officeTill(office: Office, till: string): OfficeTill {
  return must(office.tills.get(till), 'a till of the model is known at the office');
}

export function newestEpoch(till: OfficeTill): OfficeEpoch {
  return must(till.epochs.at(-1), 'every till has an epoch');
}

/** What the office says of its heads, as knownEpochs does. */
export function headsOf(till: OfficeTill, named: readonly TillHead[]): ServerHead[] {
  return till.epochs.map(({ epoch, places }) => {
    const theirs = named.find((head) => head.epoch === epoch)?.lastSeq ?? 0;
    const hashAtYours = places[theirs - 1]?.hash;
    const head = { epoch, lastSeq: places.length, lastHash: places.at(-1)?.hash ?? '' };
    return hashAtYours === undefined ? head : { ...head, hashAtYours };
  });
}

export function addEpoch(till: OfficeTill, added: Omit<OfficeEpoch, 'places'>): void {
  till.epochs.push({ ...added, places: [] });
  till.epochs.sort((one, other) => epochCounter(one.epoch) - epochCounter(other.epoch));
}

/** The till's own changes as the feed carries them: what repeats another only holds a place. */
export function ownFacts(till: OfficeTill): OwnFact[] {
  return till.epochs.flatMap(({ epoch, places }) =>
    places.flatMap(({ hash, body, isRepeat }, index) => (isRepeat ? [] : [{ epoch, seq: index + 1, hash, body }])),
  );
}

/** The last of the till's own changes that a page contains. */
export function appliedThrough(till: OfficeTill): Position | null {
  const newest = till.epochs.findLast(({ places }) => places.length > 0);
  return newest === undefined ? null : { epoch: newest.epoch, seq: newest.places.length };
}

/** Takes one new change at the end of an epoch; the body is its id. One that does not follow on the chain waits in quarantine. */
export function takeChange(
  office: Office,
  at: { tillId: string; epoch: OfficeEpoch },
  change: ChangeEnvelope,
  comparesIds: boolean,
): 'taken' | 'quarantined' {
  const { epoch, places, previousHash } = at.epoch;
  const before = places.at(-1)?.hash ?? chainStart(sha256, at.tillId, epoch, previousHash);
  const { seq, bodyHash, body, hash } = change;
  const follows = chainNext(sha256, { previousHash: before, epoch, seq, bodyHash }) === hash;
  const isRepeat = comparesIds && office.known.get(body) === bodyHash;
  places.push({ hash, body, isRepeat });
  if (isRepeat) return 'taken';
  office.known.set(body, bodyHash);
  if (follows) office.effects.set(body, (office.effects.get(body) ?? 0) + 1);
  return follows ? 'taken' : 'quarantined';
}
