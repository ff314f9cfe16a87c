import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';
import { SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';
import { enrolAnswerSchema } from '#shared/sync/enrol.ts';
import type { AdoptRequest } from '#shared/sync/join.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { handOver } from './hand-over.ts';
import { aloneTillOf, handedRecords } from './handed-records.ts';
import { createOfficeClient } from './office-client.ts';
import type { SyncDeps } from './sync-deps.ts';
import { ensureTillKey } from './till-key.ts';

export type AloneDeps = Pick<SyncDeps, 'store' | 'network' | 'timers' | 'keychain' | 'nowMs' | 'appVersion'>;

/** What an office's refusal is to whoever stands at the till. */
const REFUSED: Readonly<Record<string, RefusalCode>> = {
  email_unverified: 'email_unconfirmed',
  wrong_credentials: 'wrong_credentials',
  password_weak: 'password_weak',
  business_exists: 'business_exists',
};

/**
 * Asks an office to make a new business of this till, and hands over once it did. Nothing is kept of the password; asked again
 * with the same, it gets the same answer.
 */
export async function adoptTill(
  deps: AloneDeps,
  asked: { readonly officeUrl: string; readonly email: string; readonly password: string; readonly ownerId: string },
  signal: AbortSignal,
): Promise<Outcome<null, RefusalCode>> {
  const officeUrl = asked.officeUrl.replace(/\/+$/, '');
  const { publicKey } = await ensureTillKey(deps.keychain);
  const request: AdoptRequest = deps.store.read((reader) => ({
    publicKey,
    app: deps.appVersion,
    protocol: PROTOCOL_VERSION,
    till: aloneTillOf(reader),
    ownerId: asked.ownerId,
    email: asked.email,
    password: asked.password,
    records: handedRecords(reader, SERVER_ONLY_KINDS, true),
  }));
  const office = createOfficeClient({ ...deps, officeUrl: () => officeUrl });
  const reply = await office.ask({
    method: 'POST',
    path: '/api/v1/sync/adopt',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(request)),
    schema: enrolAnswerSchema,
    signal,
  });
  if (reply.kind !== 'good') return refuse(REFUSED[reply.code] ?? 'office_unreachable');
  deps.store.write((writer) => handOver(writer, reply.answer, officeUrl));
  return accept(null);
}
