import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { may } from '#shared/people/may.ts';
import type { Permission } from '#shared/people/permissions.ts';
import type { TillCore } from './call-context.ts';
import { type Answer, type Arrival, approverOf, recordOverride } from './handler.ts';

/**
 * Whether whoever is signed in may tend the till itself, or a second person who may agrees; then both are written down
 * before anything is done, since the call is no transaction of the file.
 */
export async function mayTendTill(
  core: TillCore,
  { actor, input }: Arrival,
  what: string,
  permission: Permission = 'tills.write',
): Promise<Answer<null>> {
  const person = must(actor, 'this call needs somebody signed in');
  if (may(person.permissions, permission)) return accept(null);
  const second = await approverOf(core, input);
  if (!second.ok) return second;
  const approver = second.value;
  if (approver === null || !may(approver.permissions, permission)) return refuse('permission_missing', { permission });
  core.store.write((writer) =>
    recordOverride(core, writer, { actor: person, approver }, { permission, subjectId: null, what }),
  );
  return accept(null);
}
