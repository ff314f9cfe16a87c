import type { z } from 'zod';
import type { sessionViewSchema } from '#shared/till-calls/till-calls.ts';
import type { Person } from '../store/tables/people.ts';

/** The first letters of the first and the last name. */
export function initialsOf(fullName: string): string {
  const words = fullName.trim().split(/\s+/);
  const first = words[0]?.at(0) ?? '';
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? '') : '';
  return `${first}${last}`.toUpperCase();
}

export function sessionView(person: Person): z.input<typeof sessionViewSchema> {
  const { id, fullName, roleName, permissions, limits } = person;
  return { userId: id, fullName, initials: initialsOf(fullName), roleName, permissions: [...permissions], limits };
}
