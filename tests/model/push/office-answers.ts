import { epochCounter } from '#shared/changes/hash-chain.ts';
import { agreementSeenByServer } from '#shared/sync/agreement.ts';
import { classify } from '#shared/sync/classify.ts';
import { isClone, sessionUse, suspectsClone } from '#shared/sync/clone.ts';
import type { Verdict } from '#shared/sync/hello.ts';
import { VERDICT_ACTIONS, grantsSameEpochAgain } from '#shared/sync/verdict-actions.ts';
import type { Asked, FactsAsked, Grant, HelloAsked, HelloSaid, PushAsked, Said } from './messages.ts';
import { epochOf } from './model-hash.ts';
import {
  type Office,
  type OfficeTill,
  addEpoch,
  headsOf,
  newestEpoch,
  officeTill,
  ownFacts,
  takeChange,
  appliedThrough,
} from './office.ts';
import type { World } from './push-world.ts';

/** One request, one transaction: what is refused leaves nothing behind. */
export function answer(world: World, asked: Asked): Said {
  switch (asked.kind) {
    case 'hello':
      return answerHello(world, asked);
    case 'push':
      return answerPush(world, asked);
    case 'facts':
      return answerFacts(world, asked);
  }
}

function answerHello(world: World, hello: HelloAsked): HelloSaid {
  const till = officeTill(world.office, hello.till);
  // The count of requests stands for the clock: a restored office gives no number that it gave before.
  world.requests += 1;
  const clock = world.leftOut === 'sessions counted on from the backup' ? 0 : world.requests;
  const session = Math.max(till.sessionOffered + 1, clock);
  till.sessionOffered = session;
  const sessions = { highestGivenToProcess: hello.highestSession, highestBegun: till.sessionBegun };
  till.offers.push({ session, boot: hello.boot, isSuspected: suspectsClone(sessions), isBegun: false });
  const verdict = verdictOf(till, hello);
  if (verdict === 'clone' && !till.caseBoots.includes(hello.boot)) till.caseBoots.push(hello.boot);
  if (verdict === 'taken_over')
    addEpoch(till, { epoch: hello.epoch, previousHash: hello.previousHash, grantedToBoot: '' });
  const action = VERDICT_ACTIONS[verdict];
  const grants = action.newEpoch && world.leftOut !== 'same epoch after a restore';
  const grant = grants ? grantFor(world, till, hello) : null;
  return {
    kind: 'hello',
    verdict: grants === action.newEpoch ? verdict : 'normal',
    heads: headsOf(till, hello.heads),
    session,
    grant,
  };
}

function verdictOf(till: OfficeTill, hello: HelloAsked): Verdict {
  if (till.outcastBoots.includes(hello.boot)) return 'enrol';
  if (till.isCloned && till.stayingBoot !== hello.boot) return 'clone';
  if (till.isCloned) {
    [till.isCloned, till.stayingBoot] = [false, null];
    return 'restored';
  }
  const serverHeads = headsOf(till, hello.heads);
  const mine = hello.heads.find((head) => head.epoch === hello.epoch);
  const server = serverHeads.find((head) => head.epoch === hello.epoch);
  return classify({
    keyKnown: true,
    certificateValid: true,
    newEpochAsked: hello.newEpochFor,
    epoch: hello.epoch,
    tillHeads: hello.heads,
    serverHeads,
    agreement: mine === undefined || server === undefined ? 'unknown' : agreementSeenByServer(mine, server),
  });
}

function grantFor(world: World, till: OfficeTill, hello: HelloAsked): Grant {
  const newest = newestEpoch(till);
  const again = { lastSeq: newest.places.length, grantedToBoot: newest.grantedToBoot };
  if (epochCounter(newest.epoch) > epochCounter(hello.epoch) && grantsSameEpochAgain(again, hello.boot))
    return { epoch: newest.epoch, previousHash: newest.previousHash };
  const seen = [...till.epochs, ...hello.heads, hello].map(({ epoch }) => epochCounter(epoch));
  world.given += 1;
  const grant = { epoch: epochOf(Math.max(...seen) + 1, world.given), previousHash: agreedHash(till, hello) };
  addEpoch(till, { ...grant, grantedToBoot: hello.boot });
  return grant;
}

function agreedHash(till: OfficeTill, hello: HelloAsked): string {
  const mine = hello.heads.find((head) => head.epoch === hello.epoch);
  const server = headsOf(till, hello.heads).find((head) => head.epoch === hello.epoch);
  if (mine === undefined || server === undefined || agreementSeenByServer(mine, server) !== 'equal') return '';
  return server.lastSeq <= mine.lastSeq ? server.lastHash : mine.lastHash;
}

/** The first use of a session begins it, and may prove that there are two machines. */
function beginOrRefuse(world: World, till: OfficeTill, session: number): 'current' | 'stale' | 'cloned' {
  if (world.leftOut === 'no session rule') return 'current';
  const use = sessionUse(session, { highestOffered: till.sessionOffered, highestBegun: till.sessionBegun });
  if (use === 'stale') return 'stale';
  if (use === 'current') return till.isCloned ? 'cloned' : 'current';
  const offer = till.offers.find((one) => one.session === session);
  // Offered by a life of this office that it forgot.
  if (offer === undefined) return 'stale';
  till.sessionBegun = session;
  offer.isBegun = true;
  if (!isClone({ session, suspected: offer.isSuspected }, session)) return till.isCloned ? 'cloned' : 'current';
  const begun = till.offers.filter(({ isBegun }) => isBegun).toSorted((one, other) => other.session - one.session);
  [till.isCloned, till.stayingBoot] = [true, null];
  till.caseBoots = [...new Set([...till.caseBoots, ...begun.slice(0, 2).map(({ boot }) => boot)])];
  return 'cloned';
}

function answerPush(world: World, asked: PushAsked): Said {
  const before = structuredClone(world.office);
  const till = officeTill(world.office, asked.till);
  const use = beginOrRefuse(world, till, asked.session);
  if (use === 'cloned') return { kind: 'refused', code: 'cloned' };
  const said: Said = use === 'stale' ? { kind: 'refused', code: 'greet_again' } : takeBatch(world, till, asked);
  if (said.kind === 'refused') world.office = before;
  return said;
}

function takeBatch(world: World, till: OfficeTill, asked: PushAsked): Said {
  const epoch = newestEpoch(till);
  if (epoch.epoch !== asked.epoch) return { kind: 'refused', code: 'greet_again' };
  for (const change of asked.changes) {
    const here = epoch.places[change.seq - 1];
    if (here !== undefined) {
      if (here.hash !== change.hash && world.leftOut !== 'duplicates not compared')
        return { kind: 'refused', code: 'new_epoch' };
      continue;
    }
    if (change.seq > epoch.places.length + 1) return { kind: 'refused', code: 'greet_again' };
    const at = { tillId: asked.till, epoch };
    const taken = takeChange(world.office, at, change, world.leftOut !== 'ids not compared');
    // Only of a copied machine two histories may meet before the owner knows.
    if (taken === 'quarantined' && !world.copiedTills.has(asked.till))
      world.wrong ??= `${change.body} does not follow on the chain at the office`;
    world.everHeld.add(`${asked.till} ${change.epoch} ${change.seq} ${change.hash}`);
  }
  return { kind: 'push', acks: asked.changes.map(({ seq, hash }) => ({ seq, hash })) };
}

function answerFacts(world: World, asked: FactsAsked): Said {
  const till = officeTill(world.office, asked.till);
  const use = beginOrRefuse(world, till, asked.session);
  if (use === 'current') return { kind: 'facts', facts: ownFacts(till), appliedThrough: appliedThrough(till) };
  return { kind: 'refused', code: use === 'stale' ? 'greet_again' : 'cloned' };
}

/** A machine that was not chosen enrols as a new till; its key and its first epoch are new. */
export function enrolNewTill(office: Office, tillId: string, till: OfficeTill): void {
  office.tills.set(tillId, till);
}
