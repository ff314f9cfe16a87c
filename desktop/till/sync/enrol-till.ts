import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type EnrolAnswer, type EnrolRequest, enrolAnswerSchema } from '#shared/sync/enrol.ts';
import type { Reader } from '../store/till-tables.ts';
import { becomeTill } from './become-till.ts';
import { isExported } from './exported-through.ts';
import { createOfficeClient } from './office-client.ts';
import type { SyncDeps } from './sync-deps.ts';
import { tillBefore } from './till-before.ts';
import { ensureTillKey } from './till-key.ts';

export type EnrolRefusal = 'till_already_enrolled' | 'office_unreachable' | 'enrolment_code_invalid' | 'changes_wait';

/**
 * Makes this machine a till of a shop by a one-time code. Its key is made and kept first, so that the same code gives the
 * same answer where the first one got lost.
 *
 * The caller starts the worker afterwards.
 *
 * Of another business it becomes a till only once nothing of the first one is here alone: what that sold is not the second's to
 * see, and would be lost to the first.
 *
 * @param mayEnrol the office knows this machine no more: it may become a till again, with what it still holds
 */
export async function enrolTill(
  deps: Pick<SyncDeps, 'store' | 'network' | 'timers' | 'keychain' | 'nowMs' | 'appVersion' | 'protocol'>,
  input: { readonly officeUrl: string; readonly code: string },
  signal: AbortSignal,
  mayEnrol = false,
): Promise<Outcome<EnrolAnswer, EnrolRefusal>> {
  if (!mayEnrol && deps.store.read((reader) => reader.meta.identity()) !== null) return refuse('till_already_enrolled');
  const officeUrl = input.officeUrl.replace(/\/+$/, '');
  const key = await ensureTillKey(deps.keychain);
  const before = deps.store.read((reader) => tillBefore(reader));
  const request: EnrolRequest = {
    code: input.code,
    publicKey: key.publicKey,
    app: deps.appVersion,
    protocol: deps.protocol,
    ...(before === undefined ? {} : { before }),
  };
  const office = createOfficeClient({ ...deps, officeUrl: () => officeUrl });
  const reply = await office.ask({
    method: 'POST',
    path: '/api/v1/sync/enrol',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(request)),
    schema: enrolAnswerSchema,
    signal,
  });
  if (reply.kind !== 'good')
    return refuse(
      reply.code === 'enrolment_code_invalid' || reply.code === 'bad_input'
        ? 'enrolment_code_invalid'
        : 'office_unreachable',
    );
  const left = deps.store.read((reader) => leftToAnother(reader, reply.answer));
  if (left > 0) return refuse('changes_wait', { count: left });
  deps.store.write((writer) => becomeTill(writer, reply.answer, officeUrl));
  return accept(reply.answer);
}

/** How much only this machine has of another business than the one that it would be a till of. */
function leftToAnother(reader: Reader, { businessId }: EnrolAnswer): number {
  const before = reader.meta.identity();
  if (before === null || before.businessId === businessId || isExported(reader)) return 0;
  return reader.changes.countIn('waiting').count;
}
