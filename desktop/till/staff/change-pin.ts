import { hash } from 'bcrypt';
import { accept, refuse } from '#shared/base/outcome.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { staffChangePinCall } from '#shared/till-calls/people-calls.ts';
import { appendChange } from '../store/append-change.ts';
import type { TillCore } from '../store/call-context.ts';
import { editedFields } from '../store/edited-fields.ts';
import { type Handler, tillWrite } from '../store/handler.ts';
import { PIN_ROUNDS, keepPin } from './save-staff.ts';

/** Whoever is signed in takes another PIN. The one of before is asked for: a till may be left unlocked. */
export const changePin: Handler = {
  call: staffChangePinCall,
  run: async (core, arrival) => {
    const newPin = staffChangePinCall.input.safeParse(arrival.input).data?.newPin;
    return changingTo(newPin === undefined ? '' : await hash(newPin, PIN_ROUNDS)).run(core, arrival);
  },
};

function changingTo(pinHash: string): Handler {
  return tillWrite(
    staffChangePinCall,
    ({ core, actor, touched }, writer, { newPin }) => {
      if (actor === null) return refuse('not_signed_in');
      const known = writer.records.get('staff', actor.id);
      if (known === null) return refuse('staff_unknown');
      const edited = editedFields(known.fields, { pinLength: newPin.length });
      if (Object.keys(edited).length > 0)
        appendChange(writer, core.changes, {
          type: 'record.changed',
          entityId: actor.id,
          actorId: actor.id,
          payload: { records: [{ kind: 'staff', id: actor.id, op: 'put', fields: edited }] },
        });
      keepPin(writer, actor.id, pinHash);
      touched('staff');
      return accept({});
    },
    checkFirst,
  );
}

/** What can be said without the PIN of before is said first, so that nobody's tries are used up for it. */
async function checkFirst(core: TillCore, { pin, newPin }: { readonly pin: string; readonly newPin: string }) {
  const userId = core.session.userId();
  const person = userId === null ? null : core.store.read((reader) => reader.people.byId(userId));
  if (person === null) return refuse('not_signed_in');
  if (!core.store.read((reader) => reader.meta.isAlone())) return refuse('rights_at_office');
  if (pinFault(newPin, person.permissions) !== undefined) return refuse('pin_weak');
  return core.verifyPin(person.id, pin);
}
