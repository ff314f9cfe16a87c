import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';

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

/** One of the demo's tills, and who may let another machine take its place. */
export type DemoPlace = {
  readonly officeUrl: string;
  readonly owner: { readonly email: string; readonly password: string };
  readonly storeId: string;
  readonly replaces: string;
};

/** A code that makes a machine the successor of one of the demo's tills: signs in as the owner and asks for it. */
export async function makeDemoCode(place: DemoPlace): Promise<string> {
  const { data } = loginSchema.parse(await post(`${place.officeUrl}/api/v1/auth/login`, place.owner));
  const made = codeSchema.parse(
    await post(
      `${place.officeUrl}/api/v1/stores/${place.storeId}/tills/enrolment-code`,
      { replaces: place.replaces },
      data.accessToken,
    ),
  );
  return made.data.code;
}
