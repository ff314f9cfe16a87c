import { Fault } from '#shared/base/fault.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { readCertificate } from '../door/certificate.ts';
import type { HelloState } from './hello-state.ts';

/** Takes an epoch over that the database forgot: the certificate proves that this server once gave it. */
export async function adoptEpoch({ tx, deps, till, hello, at }: HelloState): Promise<void> {
  const certificate = await readCertificate(deps.key, hello.certificate);
  if (certificate === null) throw new Fault('malformed', 'The till’s certificate can’t be read.');
  const counter = epochCounter(certificate.epoch);
  await tx`
    insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, created_at, updated_at)
    values (${till.businessId}, ${till.tillId}, ${counter}, ${certificate.epoch}, ${certificate.series}, ${hello.certificate},
      ${certificate.previousHash}, ${at}, ${at})`;
  await tx`update till_sync set epoch_counter = ${counter}, updated_at = ${at} where business_id = ${till.businessId} and till_id = ${till.tillId}`;
}
