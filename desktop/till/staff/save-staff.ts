import { hash } from 'bcrypt';
import type { z } from 'zod';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { SYSTEM_ROLES } from '#shared/people/system-roles.ts';
import { staffSaveCall } from '#shared/till-calls/alone-calls.ts';
import { appendChange } from '../store/append-change.ts';
import { editedFields } from '../store/edited-fields.ts';
import { type Answer, type Handler, tillWrite } from '../store/handler.ts';
import type { TillCore } from '../store/call-context.ts';
import type { Writer } from '../store/till-tables.ts';
import { actorOf } from './allow.ts';

/** What the verifier of a PIN costs to work out. */
export const PIN_ROUNDS = 10;

type Input = z.output<typeof staffSaveCall.input>;

/** Adds or edits somebody of a till that is alone. The PIN's verifier stands in the sealed record, and in no change. */
export const saveStaff: Handler = {
  call: staffSaveCall,
  run: async (core, arrival) => {
    const pin = staffSaveCall.input.safeParse(arrival.input).data?.pin;
    const pinHash = pin === undefined ? null : await hash(pin, PIN_ROUNDS);
    return savingWith(core, pinHash).run(core, arrival);
  },
};

function savingWith(core: TillCore, pinHash: string | null): Handler {
  return tillWrite(staffSaveCall, (context, writer, input) => {
    const checked = check(writer, input);
    if (!checked.ok) return checked;
    const id = input.id ?? core.newId();
    const known = input.id === null ? null : writer.records.get('staff', id);
    const fields = {
      fullName: input.fullName,
      roleId: checked.value.roleId,
      isActive: input.isActive,
      ...(known === null ? { storeIds: [], pinHash: null, pinLength: null } : {}),
      ...(input.pin === undefined ? {} : { pinLength: input.pin.length }),
    };
    const edited = known === null ? fields : editedFields(known.fields, fields);
    if (Object.keys(edited).length > 0)
      appendChange(writer, core.changes, {
        type: 'record.changed',
        entityId: id,
        actorId: actorOf(context).id,
        payload: { records: [{ kind: 'staff', id, op: 'put', fields: edited }] },
      });
    if (pinHash !== null) keepPin(writer, id, pinHash);
    context.touched('staff');
    return accept({ id });
  });
}

/** Writes a PIN's verifier into the record of somebody who is there; it is sealed on its way. */
export function keepPin(writer: Writer, id: Id, pinHash: string): void {
  const record = must(writer.records.get('staff', id), 'a PIN is of somebody who is there');
  writer.records.put('staff', id, { ...record, fields: { ...record.fields, pinHash } });
}

function check(writer: Writer, input: Input): Answer<{ readonly roleId: Id }> {
  if (!writer.meta.isAlone()) return refuse('rights_at_office');
  const role = writer.people.roles().find(({ key }) => key === input.role);
  if (role === undefined) return refuse('staff_unknown');
  if (input.pin !== undefined && pinFault(input.pin, SYSTEM_ROLES[input.role].permissions) !== undefined)
    return refuse('pin_weak');
  const person = input.id === null ? null : writer.records.get('staff', input.id);
  if (input.id !== null && person === null) return refuse('staff_unknown');
  // Whoever rises to a role that overrides brings a PIN that is long enough for it.
  const isShort = person !== null && input.pin === undefined && Number(person.fields['pinLength'] ?? 6) < 6;
  if (isShort && pinFault('73', SYSTEM_ROLES[input.role].permissions) !== undefined) return refuse('pin_weak');
  const owners = writer.people.list().filter(({ permissions }) => permissions.includes('*'));
  const staysOwner = input.isActive && SYSTEM_ROLES[input.role].permissions.includes('*');
  if (!staysOwner && owners.length === 1 && owners[0]?.id === input.id) return refuse('last_owner');
  return accept({ roleId: role.id });
}
