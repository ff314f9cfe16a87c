import type { z } from 'zod';
import type { PageMeta } from '#shared/api/envelope.ts';
import type { Tx } from '#server/store/pool.ts';
import type { getQuarantinedEndpoint, listCasesEndpoint } from '../sync-endpoints.ts';

type Quarantined = z.infer<(typeof getQuarantinedEndpoint)['answer']>;
type Case = z.infer<(typeof listCasesEndpoint)['answer']>[number];
type Page<Row> = { data: Row[]; meta: PageMeta };

type QuarantineRow = Omit<Quarantined, 'receivedAt' | 'raw'> & { received_at: Date; raw: Uint8Array; total: number };

/** What is in quarantine, newest first, with its text as far as it is one. */
export async function readQuarantine(
  tx: Tx,
  businessId: string,
  wanted: {
    readonly page: number;
    readonly limit: number;
    readonly state?: Quarantined['state'] | undefined;
    readonly id?: string;
  },
): Promise<Page<Quarantined>> {
  const rows = await tx<QuarantineRow[]>`
    select q.id, q.till_id as "tillId", e.epoch, q.seq, q.change_id as "changeId", q.type, q.reason, q.detail, q.state, q.tries,
      q.created_at as received_at, q.raw, count(*) over () as total
    from sync_quarantine q join till_epochs e on e.business_id = q.business_id and e.till_id = q.till_id and e.counter = q.epoch_counter
    where q.business_id = ${businessId} and (${wanted.state ?? null}::text is null or q.state = ${wanted.state ?? null})
      and (${wanted.id ?? null}::uuid is null or q.id = ${wanted.id ?? null}::uuid)
    order by q.created_at desc, q.id desc limit ${wanted.limit} offset ${(wanted.page - 1) * wanted.limit}`;
  const data = rows.map(({ received_at, raw, total: _total, ...row }) => ({
    ...row,
    receivedAt: received_at.toISOString(),
    raw: new TextDecoder().decode(raw),
  }));
  return { data, meta: { page: wanted.page, limit: wanted.limit, total: rows[0]?.total ?? 0 } };
}

type CaseRow = Omit<Case, 'openedAt'> & { opened_at: Date; total: number };

/** The cases, newest first. */
export async function readCases(
  tx: Tx,
  businessId: string,
  wanted: { readonly page: number; readonly limit: number; readonly state: Case['state'] },
): Promise<Page<Case>> {
  const rows = await tx<CaseRow[]>`
    select id, kind, entity, entity_id as "entityId", values, state, created_at as opened_at, count(*) over () as total
    from sync_cases where business_id = ${businessId} and state = ${wanted.state}
    order by created_at desc, id desc limit ${wanted.limit} offset ${(wanted.page - 1) * wanted.limit}`;
  const data = rows.map(({ opened_at, total: _total, ...row }) => ({ ...row, openedAt: opened_at.toISOString() }));
  return { data, meta: { page: wanted.page, limit: wanted.limit, total: rows[0]?.total ?? 0 } };
}
