import type { Id, MakeId } from '#shared/base/ids.ts';
import type { DayFigures } from '#shared/sync/audit.ts';
import type { Tx } from '#server/store/pool.ts';
import { openCases } from '../apply/open-cases.ts';
import type { Differences } from './compare-sales.ts';

/** A case of this kind is about one till and one day: `TILL/YYYY-MM-DD`. */
const DAY_DIFFERS = 'day_differs';
/** A case names so many sales of each sort; more are a matter for whoever looks into the database. */
const NAMED_MAX = 20;

export type CaseDay = {
  readonly businessId: Id;
  readonly tillId: Id;
  readonly businessDate: string;
  readonly at: Date;
  readonly makeId: MakeId;
};

type Found = { readonly till: DayFigures; readonly here: DayFigures; readonly found: Differences };

/** Opens the case of a day that differs. What a person settled stays settled while both sides say what they said then. */
export async function noteDifference(tx: Tx, day: CaseDay, { till, here, found }: Found): Promise<void> {
  const { businessId, tillId, businessDate } = day;
  const entityId = entityOf(day);
  const settled = await tx`
    select from sync_cases where business_id = ${businessId} and kind = ${DAY_DIFFERS} and entity_id = ${entityId} and state = 'settled'
      and settled_by is not null and values->'till'->>'digest' = ${till.digest} and values->'here'->>'digest' = ${here.digest}`;
  if (settled.length > 0) return;
  const values = {
    tillId,
    businessDate,
    till,
    here,
    tillLacks: found.tillLacks.slice(0, NAMED_MAX),
    serverLacks: found.serverLacks.slice(0, NAMED_MAX),
    saysElse: found.saysElse.slice(0, NAMED_MAX),
  };
  await openCases(tx, day, [{ kind: DAY_DIFFERS, entity: 'till_day', entityId, values }]);
}

/** Settles the case of a day that agrees again, where it has one. */
export async function noteAgreement(tx: Tx, day: CaseDay): Promise<void> {
  await tx`update sync_cases set state = 'settled', settled_at = ${day.at}, settled_reason = 'both sides agree again', updated_at = ${day.at}
    where business_id = ${day.businessId} and kind = ${DAY_DIFFERS} and entity_id = ${entityOf(day)} and state = 'open'`;
}

function entityOf({ tillId, businessDate }: CaseDay): string {
  return `${tillId}/${businessDate}`;
}
