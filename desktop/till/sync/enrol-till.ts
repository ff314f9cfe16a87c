import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type EnrolAnswer, enrolAnswerSchema } from '#shared/sync/enrol.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { createOfficeClient } from './office-client.ts';
import type { SyncDeps } from './sync-deps.ts';
import { ensureTillKey } from './till-key.ts';

export type EnrolRefusal = 'till_already_enrolled' | 'office_unreachable' | 'enrolment_code_invalid';

/**
 * Makes this machine a till of a shop by a one-time code. Its key is made and kept first, so that the same code gives the
 * same answer where the first one got lost.
 *
 * The caller starts the worker afterwards.
 */
export async function enrolTill(
  deps: Pick<SyncDeps, 'store' | 'network' | 'timers' | 'keychain' | 'nowMs' | 'appVersion'>,
  input: { readonly officeUrl: string; readonly code: string },
  signal: AbortSignal,
): Promise<Outcome<EnrolAnswer, EnrolRefusal>> {
  if (deps.store.read((reader) => reader.meta.identity()) !== null) return refuse('till_already_enrolled');
  const officeUrl = input.officeUrl.replace(/\/+$/, '');
  const key = await ensureTillKey(deps.keychain);
  const office = createOfficeClient({ ...deps, officeUrl: () => officeUrl });
  const reply = await office.ask({
    method: 'POST',
    path: '/api/v1/sync/enrol',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(
      JSON.stringify({ code: input.code, publicKey: key.publicKey, app: deps.appVersion, protocol: PROTOCOL_VERSION }),
    ),
    schema: enrolAnswerSchema,
    signal,
  });
  if (reply.kind !== 'good')
    return refuse(
      reply.code === 'enrolment_code_invalid' || reply.code === 'bad_input'
        ? 'enrolment_code_invalid'
        : 'office_unreachable',
    );
  const { grant, serverTime: _serverTime, ...identity } = reply.answer;
  const { epoch, series, certificate, previousHash } = grant;
  deps.store.write((writer) => {
    writer.meta.setIdentity({ ...identity, officeUrl });
    writer.meta.setEpoch({ epoch, series, certificate, previousHash });
    writer.shop.forget();
  });
  return accept(reply.answer);
}
