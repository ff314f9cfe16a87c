import { timingSafeEqual } from 'node:crypto';

export type DoorRefusal = 'host_wrong' | 'origin_wrong' | 'token_wrong';

const equal = (given: string, expected: string): boolean => {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
};

/** The names under which this machine is itself; a rebinding attack comes under another. */
export function hostIsOurs(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Browsers send Origin with every POST; what has none is no browser, and still needs the token. */
export function originIsOurs(origin: string | undefined, port: number): boolean {
  return origin === undefined || origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}

/** Whether a request may speak to the till at all. Null lets it in. */
export function refuseAtDoor(
  request: { host: string | undefined; origin: string | undefined; authorization: string | undefined },
  door: { port: number; runToken: string },
): DoorRefusal | null {
  if (!hostIsOurs(request.host, door.port)) return 'host_wrong';
  if (!originIsOurs(request.origin, door.port)) return 'origin_wrong';
  return equal(request.authorization ?? '', `Bearer ${door.runToken}`) ? null : 'token_wrong';
}
