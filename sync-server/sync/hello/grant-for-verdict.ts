import { epochCounter } from '#shared/changes/hash-chain.ts';
import { agreementSeenByServer } from '#shared/sync/agreement.ts';
import type { EpochGrant } from '#shared/sync/hello.ts';
import { grantsSameEpochAgain } from '#shared/sync/verdict-actions.ts';
import { grantEpoch } from '../till/grant-epoch.ts';
import { randomEpochHex } from '../till/random-epoch-hex.ts';
import type { HelloState } from './hello-state.ts';

/** The new epoch that a verdict asks for; the same one again where only its answer got lost. */
export async function grantForVerdict(state: HelloState): Promise<EpochGrant> {
  const { tx, deps, till, hello, epochs, at } = state;
  const newest = epochs.at(-1);
  if (
    newest !== undefined &&
    newest.counter > epochCounter(hello.epoch) &&
    grantsSameEpochAgain(newest, hello.bootId)
  ) {
    return {
      epoch: newest.epoch,
      series: newest.series,
      certificate: newest.certificate,
      previousHash: newest.previousHash,
    };
  }
  const [record] = await tx<
    { code: string }[]
  >`select code from tills where business_id = ${till.businessId} and id = ${till.tillId}`;
  return grantEpoch(tx, deps.key, {
    businessId: till.businessId,
    storeId: till.storeId,
    tillId: till.tillId,
    tillCode: record?.code ?? '',
    publicKey: till.publicKey,
    bootId: hello.bootId,
    previousHash: lastAgreedHash(state),
    namedEpochs: hello.heads.map((head) => head.epoch).concat(hello.epoch),
    namedSeries: [hello.series],
    at,
    randomHex: randomEpochHex,
  });
}

/** The hash up to which both had the same history of the till's epoch; '' where that can't be told. */
function lastAgreedHash({ hello, epochs }: HelloState): string {
  const mine = hello.heads.find((head) => head.epoch === hello.epoch);
  const server = epochs.find((one) => one.epoch === hello.epoch);
  if (mine === undefined || server === undefined || agreementSeenByServer(mine, server) !== 'equal') return '';
  return server.lastSeq <= mine.lastSeq ? server.lastHash : mine.lastHash;
}
