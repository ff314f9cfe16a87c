import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { idParamsSchema, pageQuerySchema } from '#shared/api/envelope.ts';
import { type namedSortSchema, recordStampSchema } from '#shared/api/record-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Api } from '#server/platform/http/api.ts';
import { serve } from '#server/platform/http/serve.ts';
import type { Session } from '#server/platform/sign-in/session.ts';
import type { Tx } from '#server/store/pool.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import { editRecords } from '#server/sync/web-edits/edit-records.ts';
import { lockNames } from '#server/sync/web-edits/lock-names.ts';
import { type SqlPart, anywhere, listRecords, readRecord } from '#server/sync/web-edits/read-records.ts';

const fieldsSchema = z.record(z.string(), z.json());
const sortSchema = z.object({ sort: z.string() });
const shownSchema = recordStampSchema.loose();

type Fields = z.infer<typeof fieldsSchema>;

const NAMED_ORDERS: Readonly<Record<z.output<typeof namedSortSchema>, string>> = {
  name: 'lower(t.name)',
  '-name': 'lower(t.name) desc',
  createdAt: 't.created_at',
  '-createdAt': 't.created_at desc',
  updatedAt: 't.updated_at',
  '-updatedAt': 't.updated_at desc',
};

/** One of the small lists of the catalogue: categories, tax rates, price lists, prices, promotions. */
export interface SmallList {
  readonly kind: 'category' | 'tax_rate' | 'price_list' | 'price' | 'promotion';
  /** Its name in a sentence. */
  readonly one: string;
  readonly endpoints: Readonly<Record<'list' | 'get' | 'add' | 'edit' | 'remove', Endpoint>>;
  /** What still refers to one, in words, or nothing. */
  readonly usedBy: (tx: Tx, businessId: Id, id: Id) => Promise<string | undefined>;
  /** Refuses fields that point at nothing; `id` is the record that they are for, `whole` what it becomes. */
  readonly checkFields: (
    tx: Tx,
    businessId: Id,
    asked: { readonly id: Id; readonly fields: Fields; readonly whole: Fields; readonly session: Session },
  ) => Promise<void>;
  /** What else changes with it, such as the list that was the usual one until now. */
  readonly alsoWrites?: (
    tx: Tx,
    businessId: Id,
    asked: { readonly id: Id; readonly fields: Fields },
  ) => Promise<readonly RecordEdit[]>;
  /** What goes with it when it is removed. */
  readonly alsoRemoves?: (tx: Tx, businessId: Id, id: Id) => Promise<readonly RecordEdit[]>;
  /** What of the query narrows the list, beside the search. */
  readonly where?: (tx: Tx, query: unknown, session: Session) => SqlPart;
  /** Whether somebody limited to some stores may see one; all of them where it is left out. */
  readonly isSeen?: (session: Session, record: unknown) => boolean;
  /** Whether somebody limited to some stores may change one that is seen; all of them where it is left out. */
  readonly mayChange?: (session: Session, record: unknown) => boolean;
  /** The order that each word of its `sort` stands for; of records with a name where it is left out. */
  readonly orders?: Readonly<Record<string, string>>;
  /** What the search looks in; the name where it is left out. */
  readonly searched?: (tx: Tx, pattern: string) => SqlPart;
}

/** The five routes of a small list. */
export function mountSmallList(api: Api, list: SmallList): void {
  const { kind, endpoints } = list;
  serve(api, endpoints.list, async ({ tx, session, query }) => {
    const { page, limit, q } = pageQuerySchema.parse(query);
    const searched = q === undefined ? tx`` : tx`and ${(list.searched ?? byName)(tx, anywhere(q))}`;
    const where = tx`${searched} ${list.where?.(tx, query, session) ?? tx``}`;
    const { sort } = sortSchema.parse(query);
    const orders: Readonly<Record<string, string>> = list.orders ?? NAMED_ORDERS;
    const orderBy = tx.unsafe(must(orders[sort], 'the door lets known orders through alone'));
    const of = { businessId: session.businessId, kind, where, orderBy, page, limit };
    const { rows, total } = await listRecords(tx, of, shownSchema);
    return { data: rows, meta: { page, limit, total } };
  });
  serve(api, endpoints.get, async ({ tx, session, params }) => ({
    data: await readOne(tx, session, list, idParamsSchema.parse(params).id),
  }));
  mountEdits(api, list);
}

function mountEdits(api: Api, list: SmallList): void {
  const { kind, one, endpoints } = list;
  serve(api, endpoints.add, async ({ tx, session, caller, body }, deps) => {
    const id = deps.makeId();
    const fields = fieldsSchema.parse(body);
    await lockNames(tx, session.businessId);
    await list.checkFields(tx, session.businessId, { id, fields, whole: fields, session });
    const also = (await list.alsoWrites?.(tx, session.businessId, { id, fields })) ?? [];
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [...also, { kind, id, op: 'put', fields }],
        audited: { action: `${kind}.added`, entityType: kind, entityId: id, newValues: fields },
      },
    );
    return { data: await readOne(tx, session, list, id), message: `The ${one} was added.` };
  });
  serve(api, endpoints.edit, async ({ tx, session, caller, params, body, checkVersion }, deps) => {
    const { id } = idParamsSchema.parse(params);
    await lockNames(tx, session.businessId);
    const current = await readOne(tx, session, list, id);
    requireOwn(session, list, current);
    checkVersion(current);
    const { fields, before } = changedFields(current, fieldsSchema.parse(body));
    const whole = fieldsSchema.parse({ ...current, ...fields });
    await list.checkFields(tx, session.businessId, { id, fields, whole, session });
    if (Object.keys(fields).length === 0) return { data: current, message: 'Nothing was changed.' };
    const also = (await list.alsoWrites?.(tx, session.businessId, { id, fields })) ?? [];
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [...also, { kind, id, op: 'put', fields }],
        audited: { action: `${kind}.edited`, entityType: kind, entityId: id, oldValues: before, newValues: fields },
      },
    );
    return { data: await readOne(tx, session, list, id), message: 'Saved.' };
  });
  serve(api, endpoints.remove, async ({ tx, session, caller, params }, deps) => {
    const { id } = idParamsSchema.parse(params);
    await lockNames(tx, session.businessId);
    const current = await readOne(tx, session, list, id);
    requireOwn(session, list, current);
    const users = await list.usedBy(tx, session.businessId, id);
    if (users !== undefined)
      throw new Fault('conflict', `The ${one} is still used by ${users}. Take it off them first.`);
    const also = (await list.alsoRemoves?.(tx, session.businessId, id)) ?? [];
    await editRecords(
      tx,
      deps,
      { session, caller },
      {
        records: [...also, { kind, id, op: 'delete', fields: {} }],
        audited: { action: `${kind}.removed`, entityType: kind, entityId: id, oldValues: current },
      },
    );
    return {
      data: { id, archived: false },
      message: `The ${one} was removed; receipts that show it stay as they are.`,
    };
  });
}

/** @throws {Fault} `forbidden` */
function requireOwn(session: Session, { one, mayChange }: SmallList, current: unknown): void {
  if (mayChange?.(session, current) === false)
    throw new Fault(
      'forbidden',
      `This ${one} holds in stores that are not yours too. Ask somebody who may see them all.`,
    );
}

function byName(tx: Tx, pattern: string): SqlPart {
  return tx`t.name ilike ${pattern}`;
}

async function readOne(
  tx: Tx,
  session: Session,
  { kind, one, isSeen }: SmallList,
  id: Id,
): Promise<z.output<typeof shownSchema>> {
  const found = await readRecord(tx, { businessId: session.businessId, kind, id }, shownSchema);
  if (found === undefined || isSeen?.(session, found) === false)
    throw new Fault('not_found', `There is no such ${one}.`);
  return found;
}
