import { epochCounter } from '#shared/changes/hash-chain.ts';
import type {
  Asked,
  FactsAsked,
  FactsSaid,
  HelloAsked,
  HelloSaid,
  Position,
  PushAsked,
  PushSaid,
  Said,
} from './messages.ts';
import { type Machine, type Place, epochsOf, headOf, judgeHello, placesOf } from './machine.ts';
import { type World, machineAt } from './push-world.ts';
import { switchEpoch } from './switch-epoch.ts';

/** What a machine would ask now, or null where its state does not let it. */
export function ask(world: World, at: number, kind: Asked['kind'], size: number): Asked | null {
  const { file, run } = machineAt(world, at);
  world.requests += 1;
  const from = { till: file.till, boot: run.boot, number: world.requests };
  if (file.isOutcast) return null;
  if (kind === 'hello') {
    if (run.state !== 'greeting' && run.state !== 'cloned') return null;
    run.latestHello = world.requests;
    const { epoch, previousHash } = file;
    const heads = epochsOf(file).map((held) => headOf(file, held));
    const seen = world.leftOut === 'acknowledged seq not looked at';
    return {
      ...from,
      kind,
      epoch,
      previousHash,
      heads: seen ? heads.map((head) => ({ ...head, ackedSeq: 0, ackedHash: '' })) : heads,
      highestSession: run.highestSession,
      newEpochFor: run.newEpochFor,
    };
  }
  if (kind === 'facts') {
    if (run.state !== 'normal' && run.state !== 'healing') return null;
    run.latestFacts = world.requests;
    const { ackedSeq } = headOf(file, file.epoch);
    return { ...from, kind, session: run.session, acknowledged: { epoch: file.epoch, seq: ackedSeq } };
  }
  const waiting = placesOf(file, file.epoch).findIndex(({ isAcked }) => !isAcked);
  if (run.state !== 'normal' || waiting < 0) return null;
  const changes = placesOf(file, file.epoch).slice(waiting, waiting + size);
  return { ...from, kind, session: run.session, epoch: file.epoch, changes };
}

/** Takes an answer. Acknowledgements may come from anywhere and any time: only their hashes are believed. */
export function hear(world: World, at: number, asked: Asked, said: Said): void {
  const machine = machineAt(world, at);
  const { file, run } = machine;
  if (file.till !== asked.till) return;
  if (said.kind === 'push' && asked.kind === 'push') return takeAcks(world, machine, asked, said);
  if (asked.boot !== run.boot) return;
  if (said.kind === 'hello' && asked.kind === 'hello') {
    if (asked.number === run.latestHello) heed(world, machine, asked, said);
    return;
  }
  if (asked.kind === 'hello' || asked.session !== run.session) return;
  if (said.kind === 'refused') {
    run.state = said.code === 'cloned' ? 'cloned' : 'greeting';
    if (said.code === 'new_epoch') run.newEpochFor = 'restored';
    return;
  }
  if (said.kind === 'facts' && asked.kind === 'facts' && asked.number === run.latestFacts)
    takeFacts(world, machine, asked, said);
}

function noteAcked(world: World, till: string, place: Place): void {
  const { epoch, seq, hash, body } = place;
  if (!world.everHeld.has(`${till} ${epoch} ${seq} ${hash}`))
    world.wrong ??= `${till} takes ${body} for acknowledged at ${epoch} ${seq}, which the office never had there`;
}

function takeAcks(world: World, { file, run }: Machine, asked: PushAsked, said: PushSaid): void {
  let taken = 0;
  for (const ack of said.acks) {
    const place = file.places.find(({ epoch, seq }) => epoch === asked.epoch && seq === ack.seq);
    const believes = world.leftOut === 'acknowledged by seq alone' || place?.hash === ack.hash;
    if (place === undefined || !believes) continue;
    taken += 1;
    place.isAcked = true;
    noteAcked(world, file.till, place);
  }
  if (taken < said.acks.length && asked.boot === run.boot && asked.session === run.session) run.state = 'greeting';
}

function heed(world: World, machine: Machine, asked: HelloAsked, said: HelloSaid): void {
  const { file, run } = machine;
  run.latestHello = 0;
  run.highestSession = Math.max(run.highestSession, said.session);
  const does = judgeHello(file, asked, said);
  switch (does) {
    case 'go_on':
      followHeads(world, file, asked, said);
      Object.assign(run, { session: said.session, state: 'normal', newEpochFor: false });
      return;
    case 'heal':
      if (said.grant === null) return;
      run.healing = { grant: said.grant, sent: asked.heads, server: said.heads };
      Object.assign(run, { session: said.session, state: 'healing', newEpochFor: false });
      return;
    case 'cloned':
      run.state = 'cloned';
      return;
    case 'enrol':
      file.isOutcast = true;
      return;
    case 'restored':
    case 'gap_case':
      // Left out, the office grants none however often it is asked: the till takes its word and goes on.
      if (world.leftOut !== 'same epoch after a restore') {
        run.newEpochFor = does;
        return;
      }
      Object.assign(run, { session: said.session, state: 'normal', newEpochFor: false });
      return;
    case 'try_again':
  }
}

/** Takes the office's word for what it has, as follow-heads.ts does. */
function followHeads(world: World, file: Machine['file'], asked: HelloAsked, said: HelloSaid): void {
  for (const mine of asked.heads) {
    const server = said.heads.find((head) => head.epoch === mine.epoch);
    const seq = Math.min(server?.lastSeq ?? 0, mine.lastSeq);
    for (const place of placesOf(file, mine.epoch)) {
      if (place.seq <= seq) {
        place.isAcked = true;
        noteAcked(world, file.till, place);
      } else if (seq < mine.ackedSeq) place.isAcked = false;
    }
  }
}

/** Own facts of a till that heals; to any other a page only tells whether the office went back behind what it acknowledged. */
function takeFacts(world: World, machine: Machine, asked: FactsAsked, said: FactsSaid): void {
  const { file, run } = machine;
  run.latestFacts = 0;
  if (run.state === 'healing') switchEpoch(machine, said.facts, (place) => noteAcked(world, file.till, place));
  else if (world.leftOut !== 'pages not looked at' && hasLess(said.appliedThrough, asked.acknowledged))
    run.state = 'greeting';
}

function hasLess(applied: Position | null, acknowledged: Position): boolean {
  if (acknowledged.seq === 0) return false;
  if (applied === null) return true;
  const isOlder = epochCounter(applied.epoch) < epochCounter(acknowledged.epoch);
  return isOlder || (applied.epoch === acknowledged.epoch && applied.seq < acknowledged.seq);
}
