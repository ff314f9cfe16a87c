import { z } from 'zod';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';
import type { RecordKind } from '#shared/changes/record-kinds.ts';
import { type JoinPlan, type JoinRequest, joinAnswerSchema } from '#shared/sync/join.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import type { Reader } from '../store/till-tables.ts';
import type { AloneDeps } from './adopt-till.ts';
import { JOIN_KEY, handOver } from './hand-over.ts';
import { aloneTillOf, handedRecords } from './handed-records.ts';
import { createOfficeClient } from './office-client.ts';
import { ensureTillKey } from './till-key.ts';

/** Whom the till asked, kept over a restart: the code counts for it until the owner has answered. */
const joiningSchema = z.object({ officeUrl: z.string(), code: z.string() });
export type JoiningAt = z.infer<typeof joiningSchema>;

export function joiningAt(reader: Pick<Reader, 'meta'>): JoiningAt | null {
  const text = reader.meta.get(JOIN_KEY);
  return text === null ? null : joiningSchema.parse(JSON.parse(text));
}

const MATCHED: readonly RecordKind[] = ['category', 'product', 'product_variant', 'barcode', 'tax_rate', 'staff'];

const REFUSED: Readonly<Record<string, RefusalCode>> = {
  enrolment_code_invalid: 'enrolment_code_invalid',
  bad_input: 'enrolment_code_invalid',
  join_unfit: 'join_unfit',
  not_found: 'join_not_begun',
};

export type Asked = {
  /** What the owner is asked to confirm; null once it happened. */
  readonly plan: JoinPlan | null;
  /** By this answer and no other: the same may be asked twice at once. */
  readonly hasJoinedNow: boolean;
};

/**
 * Asks to join a business, or how that stands, and hands over once the owner has confirmed. The caller starts the worker then.
 *
 * @param sendsRecords with the first asking; afterwards the office has them
 */
export async function askToJoin(
  deps: AloneDeps,
  asked: JoiningAt & { readonly sendsRecords: boolean },
  signal: AbortSignal,
): Promise<Outcome<Asked, RefusalCode>> {
  const officeUrl = asked.officeUrl.replace(/\/+$/, '');
  const { publicKey } = await ensureTillKey(deps.keychain);
  const request: JoinRequest = deps.store.read((reader) => ({
    publicKey,
    app: deps.appVersion,
    protocol: PROTOCOL_VERSION,
    code: asked.code,
    till: aloneTillOf(reader),
    currency: reader.meta.identity()?.currency ?? '',
    ...(asked.sendsRecords ? { records: handedRecords(reader, MATCHED, false) } : {}),
  }));
  const office = createOfficeClient({ ...deps, officeUrl: () => officeUrl });
  const reply = await office.ask({
    method: 'POST',
    path: '/api/v1/sync/join',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(request)),
    schema: joinAnswerSchema,
    signal,
  });
  if (reply.kind !== 'good') return refuse(REFUSED[reply.code] ?? 'office_unreachable');
  const { enrolled } = reply.answer;
  return accept(
    deps.store.write((writer): Asked => {
      const isAlone = writer.meta.isAlone();
      if (enrolled === null) writer.meta.set(JOIN_KEY, JSON.stringify({ officeUrl, code: asked.code }));
      else if (isAlone) handOver(writer, enrolled, officeUrl);
      return { plan: reply.answer.plan, hasJoinedNow: isAlone && enrolled !== null };
    }),
  );
}
