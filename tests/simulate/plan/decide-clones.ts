import { z } from 'zod';
import { tillEnrolCall } from '#shared/till-calls/till-calls.ts';
import type { SimTill } from '../world/machine.ts';
import { settled } from '../world/template.ts';
import { OFFICE_URL } from '../world/world.ts';
import { statusOf } from './status.ts';
import type { Run } from './run.ts';

const ROUNDS = 4;
/** By then two machines that are one till have both spoken. */
const NOTICED_WITHIN_MS = 60_000;
const casesSchema = z.array(z.object({ id: z.string(), kind: z.string(), values: z.unknown() }));
const machinesSchema = z.object({ machines: z.array(z.object({ bootId: z.string() })).min(1) });
const codeSchema = z.object({ code: z.string() });

/** The owner says which of two machines stays, and the other becomes a till of its own. */
export async function decideClones(run: Run): Promise<void> {
  if (!run.plan.steps.some(({ kind }) => kind === 'clone')) return;
  for (let round = 0; round < ROUNDS; round += 1) {
    await run.world.scheduler.runUntil(run.world.scheduler.nowMs() + NOTICED_WITHIN_MS);
    for (const business of run.template.businesses.keys()) await settleCases(run, business);
    for (const till of run.world.tills) await enrolAnew(run, till);
  }
}

async function settleCases(run: Run, business: number): Promise<void> {
  const came = await settled(run.world, run.owner(business).ask('GET', '/cases?state=open&limit=100'));
  for (const { id, kind, values } of casesSchema.safeParse(came?.data).data ?? []) {
    if (kind !== 'clone') continue;
    const [stays] = machinesSchema.parse(values).machines;
    const body = { stayingBootId: stays?.bootId, reason: 'this one stays' };
    const settledIt = await settled(run.world, run.owner(business).ask('POST', `/cases/${id}/settle`, body));
    run.world.trace.say(`owner chooses a machine: ${settledIt?.status}`);
  }
}

async function enrolAnew(run: Run, till: SimTill): Promise<void> {
  const status = await statusOf(run, till);
  if (status?.state !== 'unknown') return;
  const { business, store } = till.place;
  const storeId = run.template.businesses[business]?.storeIds[store] ?? '';
  const came = await settled(run.world, run.owner(business).ask('POST', `/stores/${storeId}/tills/enrolment-code`, {}));
  const code = codeSchema.safeParse(came?.data).data?.code;
  if (code === undefined) return;
  const reply = await settled(run.world, till.ask(tillEnrolCall, { officeUrl: OFFICE_URL, code }));
  run.world.trace.say(`${till.name} enrols anew: ${run.outcome(reply)}`);
}
