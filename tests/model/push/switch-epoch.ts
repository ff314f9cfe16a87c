import { must } from '#shared/base/assert.ts';
import { chainNext, chainStart } from '#shared/changes/hash-chain.ts';
import { linkBody } from '#shared/changes/make-change.ts';
import type { Epoch } from '#shared/changes/hash-chain.ts';
import type { OwnFact } from './messages.ts';
import { type Machine, type Place, agreementHere, epochsOf, placesOf } from './machine.ts';
import { sha256 } from './model-hash.ts';

/** Stores the granted epoch and renumbers what the office lacks, in one transaction, as the till's switch-epoch.ts does. */
export function switchEpoch({ file, run }: Machine, facts: readonly OwnFact[], acked: (place: Place) => void): void {
  const { grant } = must(run.healing, 'only a till that heals gets a new epoch');
  const byId = new Map(facts.map((fact) => [fact.body, fact]));
  const toSend: Place[] = [];
  const toOffice: { place: Place; fact: OwnFact }[] = [];
  for (const epoch of epochsOf(file)) {
    const agreed = agreedThrough({ file, run }, epoch, facts);
    for (const place of placesOf(file, epoch)) {
      const fact = byId.get(place.body);
      if (place.seq <= agreed) {
        place.isAcked = true;
        acked(place);
      } else if (fact === undefined) toSend.push(place);
      else toOffice.push({ place, fact });
    }
  }
  file.places = file.places.filter((place) => !toSend.includes(place) && !toOffice.some((one) => one.place === place));
  const left = [...toSend];
  const taken = new Set(file.places.map(({ epoch, seq }) => `${epoch} ${seq}`));
  for (const { place, fact } of toOffice) {
    if (taken.has(`${fact.epoch} ${fact.seq}`)) left.push(place);
    else file.places.push(placeAt(fact, acked));
    taken.add(`${fact.epoch} ${fact.seq}`);
  }
  // What the till had lost is written again, acknowledged as it is.
  const held = new Set([...file.places, ...left].map(({ body }) => body));
  for (const fact of facts)
    if (!held.has(fact.body) && !taken.has(`${fact.epoch} ${fact.seq}`)) file.places.push(placeAt(fact, acked));
  let last = placesOf(file, grant.epoch).at(-1);
  const start = chainStart(sha256, file.till, grant.epoch, grant.previousHash);
  for (const place of left) {
    const end = { epoch: grant.epoch, lastSeq: last?.seq ?? 0, lastHash: last?.hash ?? start };
    last = { ...linkBody(sha256, end, place.body), isAcked: false };
    file.places.push(last);
  }
  [file.epoch, file.previousHash] = [grant.epoch, grant.previousHash];
  [run.healing, run.state] = [null, 'normal'];
}

function placeAt({ epoch, seq, hash, body }: OwnFact, acked: (place: Place) => void): Place {
  const place = { epoch, seq, hash, body, bodyHash: sha256(body), isAcked: true };
  acked(place);
  return place;
}

/** How far an epoch is proven to be the same on both sides: by its heads, else by a fact that follows on an own change. */
function agreedThrough({ file, run }: Pick<Machine, 'file' | 'run'>, epoch: Epoch, facts: readonly OwnFact[]): number {
  const mine = run.healing?.sent.find((head) => head.epoch === epoch);
  const server = run.healing?.server.find((head) => head.epoch === epoch);
  if (mine === undefined || server === undefined) return 0;
  if (agreementHere(file, mine, server) === 'equal') return Math.min(mine.lastSeq, server.lastSeq);
  const hashes = new Map(placesOf(file, epoch).map(({ seq, hash }) => [seq, hash]));
  let agreed = 0;
  for (const fact of facts) {
    if (fact.epoch !== epoch || fact.seq - 1 <= agreed) continue;
    const previousHash = hashes.get(fact.seq - 1);
    if (hashes.get(fact.seq) === fact.hash) agreed = fact.seq;
    else if (previousHash !== undefined && follows({ previousHash, fact })) agreed = fact.seq - 1;
  }
  return agreed;
}

function follows({ previousHash, fact }: { previousHash: string; fact: OwnFact }): boolean {
  return (
    chainNext(sha256, { previousHash, epoch: fact.epoch, seq: fact.seq, bodyHash: sha256(fact.body) }) === fact.hash
  );
}
