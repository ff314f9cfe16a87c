import { Fault } from '#shared/base/fault.ts';
import { tillStateSchema } from '#shared/till-calls/till-calls.ts';
import { type DemoPlace, makeDemoCode } from './make-demo-code.ts';
import { callTill } from './till-door.ts';

/** Makes a new till the successor of one of the demo's tills: makes a code as the owner would, and enters it at the till. */
export async function enrolDemoTill(
  demo: DemoPlace & { readonly till: { readonly port: number; readonly runToken: string } },
): Promise<void> {
  const state = await callTill(demo.till, 'till.state', {});
  if (state.ok && tillStateSchema.parse(state.value).state !== 'new') return;
  const reply = await callTill(demo.till, 'till.enrol', { officeUrl: demo.officeUrl, code: await makeDemoCode(demo) });
  if (!reply.ok)
    throw new Fault('unavailable', `the till could not be enrolled: ${JSON.stringify(reply).slice(0, 300)}`);
}
