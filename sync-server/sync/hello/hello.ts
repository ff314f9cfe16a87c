import { Fault } from '#shared/base/fault.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { agreementSeenByServer } from '#shared/sync/agreement.ts';
import { classify } from '#shared/sync/classify.ts';
import type { EpochGrant, HelloAnswer, HelloRequest, Verdict } from '#shared/sync/hello.ts';
import { VERDICT_ACTIONS } from '#shared/sync/verdict-actions.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { openCases } from '../apply/open-cases.ts';
import { type Certificate, readCertificate } from '../door/certificate.ts';
import type { TillToken } from '../door/till-token.ts';
import { answerGoneBack } from '../till/answer-gone-back.ts';
import { noteClones } from '../till/clone-case.ts';
import { lockTill } from '../till/locked-till.ts';
import type { HelloDeps, HelloState } from './hello-state.ts';
import { knownEpochs } from './known-heads.ts';
import { grantForVerdict } from './grant-for-verdict.ts';
import { offerSession } from './offer-session.ts';
import { adoptEpoch } from './adopt-epoch.ts';
import { answerReplaced } from './answer-replaced.ts';

/**
 * Says how a till stands to its server, and gives it what follows: a session, and a new epoch where it needs one.
 *
 * @throws {Fault} `not_found` where hello names another till than the token; `malformed` for heads that can't be;
 * `unavailable` for a till that is newer than this server
 */
export async function answerHello(deps: HelloDeps, token: TillToken, hello: HelloRequest): Promise<HelloAnswer> {
  if (hello.till !== token.tillId) throw new Fault('not_found', 'This till is not known here.');
  if (token.replacedKey !== null) return answerReplaced(deps, token, hello);
  return withTenant(deps.pool, token.businessId, async (tx) => {
    const at = new Date(deps.nowMs());
    const till = await lockTill(tx, token.businessId, token.tillId);
    const epochs = await knownEpochs(tx, till, hello.heads);
    return answerLocked({ tx, deps, till, hello, epochs, at });
  });
}

/** Verdicts that say that this server forgot something: an epoch that it gave, or changes that it acknowledged. */
const WENT_BACK = new Set<Verdict>(['server_went_back', 'older_went_back', 'taken_over', 'gap_case']);

async function answerLocked(state: HelloState): Promise<HelloAnswer> {
  const { tx, deps, till, hello, at } = state;
  await noteContact(state);
  const session = await offerSession(state);
  const verdict = await verdictOf(state);
  if (verdict === 'clone')
    await noteClones(tx, { businessId: till.businessId, tillId: till.tillId, at, makeId: deps.makeId }, [
      { bootId: hello.bootId, session },
    ]);
  if (verdict === 'malformed')
    throw new Fault('malformed', 'The till says hello with heads that can’t be. Tell support.');
  if (verdict === 'taken_over') await adoptEpoch(state);
  if (WENT_BACK.has(verdict)) {
    const { makeId, startedAt } = deps;
    await answerGoneBack({ tx, businessId: till.businessId, makeId, at, startedAt });
  }
  const grant: EpochGrant | null = VERDICT_ACTIONS[verdict].newEpoch ? await grantForVerdict(state) : null;
  if (VERDICT_ACTIONS[verdict].opensCase && verdict !== 'clone') {
    await openCases(tx, { businessId: till.businessId, at, makeId: deps.makeId }, [
      { kind: verdict, entity: 'till', entityId: till.tillId, values: { epoch: hello.epoch, heads: hello.heads } },
    ]);
  }
  const counters = await tx<{ series: string; counter: number }[]>`
    select series, counter from receipt_series where business_id = ${till.businessId} and till_id = ${till.tillId} order by series limit 100`;
  const heads = await knownEpochs(tx, till, hello.heads);
  return {
    verdict,
    heads: heads.map(({ epoch, lastSeq, lastHash, hashAtYours }) => ({
      epoch,
      lastSeq,
      lastHash,
      ...(hashAtYours === undefined ? {} : { hashAtYours }),
    })),
    session,
    serverTime: deps.nowMs(),
    receiptCounters: counters.map(({ series, counter }) => ({ series, counter })),
    ...(grant === null ? {} : { grant }),
  };
}

/** A clone is told by its sessions, everything else by the one table that both sides share. */
async function verdictOf(state: HelloState): Promise<Verdict> {
  const { till, hello, epochs, deps } = state;
  if (till.outcastBootIds.includes(hello.bootId)) return 'enrol';
  if (till.isCloned && !(await staysByChoice(state))) return 'clone';
  if (till.isCloned) return 'restored';
  const certificate = await readCertificate(deps.key, hello.certificate);
  requireOwnKey(state, certificate);
  const mine = hello.heads.find((head) => head.epoch === hello.epoch);
  const server = epochs.find((one) => one.epoch === hello.epoch);
  return classify({
    keyKnown: true,
    certificateValid:
      certificate !== null &&
      certificate.till === till.tillId &&
      certificate.key === till.publicKey &&
      certificate.epoch === hello.epoch,
    newEpochAsked: hello.newEpoch === true ? (hello.newEpochFor ?? 'restored') : false,
    epoch: hello.epoch,
    tillHeads: hello.heads,
    serverHeads: epochs,
    agreement: mine === undefined || server === undefined ? 'unknown' : agreementSeenByServer(mine, server),
  });
}

/**
 * A server restored from before a machine took this till's place still has the older key. The new one's token is of the lost
 * time: signing in anew makes its key known again.
 *
 * @throws {Fault} `not_signed_in`
 */
function requireOwnKey({ till, epochs }: HelloState, certificate: Certificate | null): void {
  if (certificate === null || certificate.till !== till.tillId || certificate.key === till.publicKey) return;
  if (epochCounter(certificate.epoch) > (epochs.at(-1)?.counter ?? 0))
    throw new Fault('not_signed_in', 'The till’s token has run out. The till gets another by itself.');
}

/** The machine that the owner chose goes on, under a new epoch; the other must enrol as a new till. */
async function staysByChoice({ tx, till, hello, at }: HelloState): Promise<boolean> {
  const freed = await tx`
    update till_sync set clone_found_at = null, staying_boot_id = null, updated_at = ${at}
    where business_id = ${till.businessId} and till_id = ${till.tillId} and staying_boot_id = ${hello.bootId} returning till_id`;
  return freed.length > 0;
}

/** What the owner sees of a till, and how far its clock is off: stamps are corrected by it from now on. */
async function noteContact({ tx, till, hello, at, epochs }: HelloState): Promise<void> {
  // What arrived although its answer got lost still waits as far as the till knows.
  const now = epochs.at(-1);
  const acked = hello.heads.find(({ epoch }) => epoch === now?.epoch)?.ackedSeq ?? 0;
  const waiting = Math.max(0, hello.waiting - Math.max(0, (now?.lastSeq ?? 0) - acked));
  await tx`
    update till_sync set last_seen_at = ${at}, updated_at = ${at}, waiting_known = ${waiting}, app_version = ${hello.app},
      protocol = ${hello.protocol}, clock_ahead_ms = ${hello.wallClock - at.getTime()}
    where business_id = ${till.businessId} and till_id = ${till.tillId}`;
}
