import type { Tx } from '#server/store/pool.ts';
import { arrayLiteral } from '../rows/array-literal.ts';
import type { Json } from './records/stored-record.ts';
import type { ApplyContext } from './incoming.ts';

/** Something that only a person can decide. */
export type NewCase = {
  readonly kind: string;
  readonly entity: string;
  readonly entityId: string;
  readonly values: Json;
};

/** Opens cases; one that is open for the same thing takes the newer values and stays one. */
export async function openCases(
  tx: Tx,
  context: Pick<ApplyContext, 'businessId' | 'at' | 'makeId'>,
  cases: readonly NewCase[],
): Promise<void> {
  for (const one of cases) {
    const values = JSON.stringify(one.values);
    const kept =
      one.kind === 'lost_value'
        ? []
        : await tx`
      update sync_cases set values = ${values}::text::jsonb, updated_at = ${context.at}
      where business_id = ${context.businessId} and state = 'open' and kind = ${one.kind} and entity_id = ${one.entityId} returning id`;
    if (kept.length > 0) continue;
    await tx`insert into sync_cases (business_id, id, kind, entity, entity_id, values, created_at, updated_at)
      values (${context.businessId}, ${context.makeId()}, ${one.kind}, ${one.entity}, ${one.entityId}, ${values}::text::jsonb, ${context.at}, ${context.at})`;
  }
}

/** Ends cases of a kind that came right by themselves, such as when what was missing has come. */
export async function closeCases(
  tx: Tx,
  context: Pick<ApplyContext, 'businessId' | 'at'>,
  kind: string,
  entityIds: readonly string[],
): Promise<void> {
  if (entityIds.length === 0) return;
  await tx`update sync_cases set state = 'settled', settled_at = ${context.at}, updated_at = ${context.at}
    where business_id = ${context.businessId} and state = 'open' and kind = ${kind}
      and entity_id = any(${arrayLiteral(entityIds)}::text[])`;
}
