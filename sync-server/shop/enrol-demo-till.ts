import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { tillStateSchema } from '#shared/till-calls/till-calls.ts';
import { callTill } from './till-door.ts';

const loginSchema = z.object({ data: z.object({ accessToken: z.string() }) });
const codeSchema = z.object({ data: z.object({ code: z.string() }) });

async function post(url: string, body: unknown, accessToken?: string): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const answer: unknown = await response.json();
  if (!response.ok)
    throw new Fault('unavailable', `${url} answered ${response.status}: ${JSON.stringify(answer).slice(0, 300)}`);
  return answer;
}

/** Makes a new till the successor of one of the demo's tills: sign in as the owner, make a code, enter it at the till. */
export async function enrolDemoTill(demo: {
  officeUrl: string;
  owner: { email: string; password: string };
  storeId: string;
  replaces: string;
  till: { port: number; runToken: string };
}): Promise<void> {
  const state = await callTill(demo.till, 'till.state', {});
  if (state.ok && tillStateSchema.parse(state.value).state !== 'new') return;
  const { data } = loginSchema.parse(await post(`${demo.officeUrl}/api/v1/auth/login`, demo.owner));
  const made = codeSchema.parse(
    await post(
      `${demo.officeUrl}/api/v1/stores/${demo.storeId}/tills/enrolment-code`,
      { replaces: demo.replaces },
      data.accessToken,
    ),
  );
  const reply = await callTill(demo.till, 'till.enrol', { officeUrl: demo.officeUrl, code: made.data.code });
  if (!reply.ok)
    throw new Fault('unavailable', `the till could not be enrolled: ${JSON.stringify(reply).slice(0, 300)}`);
}
