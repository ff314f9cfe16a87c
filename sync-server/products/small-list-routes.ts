import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { idParamsSchema, pageQuerySchema } from '#shared/api/envelope.ts';
import { recordStampSchema } from '#shared/api/record-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { anywhere, listRecords, readRecord } from '#server/sync/web-edits/read-records.ts';

const fieldsSchema = z.record(z.string(), z.json());
const shownSchema = recordStampSchema.loose();

type Fields = z.infer<typeof fieldsSchema>;

/** One of the small lists that products refer to: categories, tax rates. */
export interface SmallList {
  readonly kind: 'category' | 'tax_rate';
  /** Its name in a sentence. */
  readonly one: string;
  readonly endpoints: Readonly<Record<'list' | 'get' | 'add' | 'edit' | 'remove', Endpoint>>;
  /** What still refers to one, in words, or nothing. */
  readonly usedBy: (tx: Tx, businessId: Id, id: Id) => Promise<string | undefined>;
  /** Refuses fields that point at nothing; `id` is the record that they are for. */
  readonly checkFields: (tx: Tx, businessId: Id, asked: { readonly id: Id; readonly fields: Fields }) => Promise<void>;
}

/** The five routes of a small list. */
export function mountSmallList(api: Api, list: SmallList): void {
  const { kind, one, endpoints } = list;
  serve(api, endpoints.list, async ({ tx, session, query }) => {
    const { page, limit, q } = pageQuerySchema.parse(query);
    const where = q === undefined ? tx`` : tx`and t.name ilike ${anywhere(q)}`;
    const of = { businessId: session.businessId, kind, where, orderBy: tx`lower(t.name)`, page, limit };
    const { rows, total } = await listRecords(tx, of, shownSchema);
    return { data: rows, meta: { page, limit, total } };
  });
  serve(api, endpoints.get, async ({ tx, session, params }) => ({
    data: await readOne(tx, session.businessId, list, idParamsSchema.parse(params).id),
  }));
  serve(api, endpoints.add, async ({ tx, session, caller, body }, deps) => {
    const id = deps.makeId();
    const fields = fieldsSchema.parse(body);
    await lockNames(tx, session.businessId);
    await list.checkFields(tx, session.businessId, { id, fields });
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [{ kind, id, op: 'put', fields }],
        audited: { action: `${kind}.added`, entityType: kind, entityId: id, newValues: fields },
      },
    );
    return { data: await readOne(tx, session.businessId, list, id), message: `The ${one} was added.` };
  });
  serve(api, endpoints.edit, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const { id } = idParamsSchema.parse(params);
    await lockNames(tx, session.businessId);
    const current = await readOne(tx, session.businessId, list, id);
    checkVersion(current);
    const { fields, before } = changedFields(current, fieldsSchema.parse(body));
    await list.checkFields(tx, session.businessId, { id, fields });
    if (Object.keys(fields).length === 0) return { data: current, message: 'Nothing was changed.' };
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [{ kind, id, op: 'put', fields }],
        audited: { action: `${kind}.edited`, entityType: kind, entityId: id, oldValues: before, newValues: fields },
      },
    );
    return { data: await readOne(tx, session.businessId, list, id), message: 'Saved.' };
  });
  serve(api, endpoints.remove, async ({ tx, session, caller, params }, deps) => {
    const { id } = idParamsSchema.parse(params);
    await lockNames(tx, session.businessId);
    const current = await readOne(tx, session.businessId, list, id);
    const users = await list.usedBy(tx, session.businessId, id);
    if (users !== undefined)
      throw new Fault('conflict', `The ${one} is still used by ${users}. Take it off them first.`);
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [{ kind, id, op: 'delete', fields: {} }],
        audited: { action: `${kind}.removed`, entityType: kind, entityId: id, oldValues: current },
      },
    );
    return {
      data: { id, archived: false },
      message: `The ${one} was removed; receipts that show it stay as they are.`,
    };
  });
}

async function readOne(
  tx: Tx,
  businessId: Id,
  { kind, one }: SmallList,
  id: Id,
): Promise<z.output<typeof shownSchema>> {
  const found = await readRecord(tx, { businessId, kind, id }, shownSchema);
  if (found === undefined) throw new Fault('not_found', `There is no such ${one}.`);
  return found;
}
