import { z } from 'zod';
import { type Id, type MakeId, idSchema } from '#shared/base/ids.ts';
import type { Tx } from '#server/store/pool.ts';
import { openCases } from '../apply/open-cases.ts';

/** One of the machines that are the same till, by the run of its program that last spoke. */
export type CloneMachine = { readonly bootId: Id; readonly session: number };

const valuesSchema = z.object({ machines: z.array(z.object({ bootId: idSchema, session: z.number() })) });
const MACHINES_MAX = 20;

/** The machines that a case of a cloned till names. */
export function machinesOf(values: unknown): CloneMachine[] {
  return valuesSchema.safeParse(values).data?.machines ?? [];
}

/** Adds machines to the open case of a cloned till, newest first, or opens one: a machine that was started anew since can be chosen too. */
export async function noteClones(
  tx: Tx,
  at: { readonly businessId: Id; readonly tillId: Id; readonly at: Date; readonly makeId: MakeId },
  machines: readonly CloneMachine[],
): Promise<void> {
  const [open] = await tx<{ values: unknown }[]>`
    select values from sync_cases where business_id = ${at.businessId} and kind = 'clone' and entity_id = ${at.tillId} and state = 'open'`;
  const known = machinesOf(open?.values);
  const fresh = machines.filter(({ bootId }) => !known.some((one) => one.bootId === bootId));
  if (open !== undefined && fresh.length === 0) return;
  const values = { machines: [...fresh, ...known].slice(0, MACHINES_MAX) };
  await openCases(tx, at, [{ kind: 'clone', entity: 'till', entityId: at.tillId, values }]);
}
