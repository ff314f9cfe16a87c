import type { Permission } from './permissions.ts';

/** Whether a role's permissions, as stored, allow this one: by name, by `area.*`, or by `*`. */
export function may(granted: readonly string[], permission: Permission): boolean {
  const wholeArea = `${permission.slice(0, permission.indexOf('.'))}.*`;
  return granted.some((grant) => grant === '*' || grant === permission || grant === wholeArea);
}

/** Whether everything that these permissions allow is allowed by those: nobody gives away more than they have. */
export function covers(granted: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((want) => {
    const wholeArea = `${want.slice(0, Math.max(0, want.indexOf('.')))}.*`;
    return granted.some((grant) => grant === '*' || grant === want || (want !== '*' && grant === wholeArea));
  });
}
