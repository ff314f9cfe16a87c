import type { z } from 'zod';
import { type CreditAnswer, type giftCardEndpoints, creditAnswerSchema } from '#shared/api/credit-endpoints.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { codeText } from '#shared/credit/credit-code.ts';
import type { CreditKind } from '#shared/credit/credit-kinds.ts';
import type { Tx } from '#server/store/pool.ts';
import { sha256 } from '#server/sync/rows/sha256.ts';
import { type SqlPart, anywhere } from '#server/sync/web-edits/read-records.ts';

type Query = z.output<typeof giftCardEndpoints.list.query>;
type Row = Omit<CreditAnswer, 'createdAt' | 'updatedAt'> & { readonly createdAt: Date; readonly updatedAt: Date };

const ORDERS: Readonly<Record<Query['sort'], string>> = {
  createdAt: 'c.created_at, c.id',
  '-createdAt': 'c.created_at desc, c.id desc',
  balanceMinor: 'c.balance_minor, c.id',
  '-balanceMinor': 'c.balance_minor desc, c.id',
};
const COLUMNS = `c.id, c.kind, coalesce(c.code_end, '') as "codeEnd", c.customer_id as "customerId", k.name as "customerName",
  c.balance_minor as "balanceMinor", c.created_at as "createdAt", c.updated_at as "updatedAt"`;

/** Which credits: those of these kinds. One that was spent before word of it came has none yet, and is left out. */
export interface CreditsOf {
  readonly businessId: Id;
  readonly kinds: readonly CreditKind[];
}

export async function listCredits(
  tx: Tx,
  of: CreditsOf,
  query: Query,
): Promise<{ rows: CreditAnswer[]; total: number }> {
  const from = tx`${ofKinds(tx, of)}
    ${query.customerId === undefined ? tx`` : tx`and c.customer_id = ${query.customerId}`}
    ${query.hasBalance === undefined ? tx`` : tx`and (c.balance_minor > 0) = ${query.hasBalance}`}
    ${query.q === undefined || query.q === '' ? tx`` : tx`and c.code_end ilike ${anywhere(query.q)}`}`;
  const rows = await tx<Row[]>`select ${tx.unsafe(COLUMNS)} ${from}
    order by ${tx.unsafe(ORDERS[query.sort])} limit ${query.limit} offset ${(query.page - 1) * query.limit}`;
  const [count] = await tx<{ total: number }[]>`select count(*) as total ${from}`;
  return { rows: rows.map(shown), total: count?.total ?? 0 };
}

/** @throws {Fault} `not_found` */
export async function readCredit(
  tx: Tx,
  of: CreditsOf,
  by: { readonly id: Id } | { readonly code: string },
): Promise<CreditAnswer> {
  const isIt = 'id' in by ? tx`and c.id = ${by.id}` : tx`and c.code_hash = ${sha256(codeText(of.businessId, by.code))}`;
  const [found] = await tx<Row[]>`select ${tx.unsafe(COLUMNS)} ${ofKinds(tx, of)} ${isIt} order by c.id limit 1`;
  if (found === undefined) throw new Fault('not_found', 'There is no such gift card or store credit. Check the code.');
  return shown(found);
}

function ofKinds(tx: Tx, { businessId, kinds }: CreditsOf): SqlPart {
  return tx`
    from credits c left join customers k on k.business_id = c.business_id and k.id = c.customer_id
    where c.business_id = ${businessId} and c.kind = any(${[...kinds]}::text[])`;
}

function shown(row: Row): CreditAnswer {
  return creditAnswerSchema.parse({
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  });
}
