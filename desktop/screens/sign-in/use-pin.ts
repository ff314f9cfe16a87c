import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { staffListCall, staffSignInCall } from '#shared/till-calls/till-calls.ts';
import type { KeypadKey } from '#shared/ui/keypad.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { StaffView } from './staff-tiles.tsx';

const PIN_LENGTH_MAX = 8;

/** A PIN as it is typed; the last digit sends it. */
export function usePin(person: StaffView) {
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [pin, setPin] = useState('');
  const [refused, setRefused] = useState<NotDone | null>(null);
  const length = person.pinLength ?? PIN_LENGTH_MAX;
  const signIn = async (typed: string) => {
    const answer = await send(staffSignInCall, { userId: person.id, pin: typed });
    setPin('');
    if (!answer.ok) return setRefused(answer);
    return queries.invalidateQueries({ queryKey: [staffListCall.name] });
  };
  const type = (digits: string) => {
    setRefused(null);
    if (pin.length >= length) return undefined;
    const typed = (pin + digits).slice(0, length);
    setPin(typed);
    return typed.length === person.pinLength ? void signIn(typed) : undefined;
  };
  const press = (key: KeypadKey) => {
    if (key !== 'clear' && key !== 'delete') return type(key);
    setRefused(null);
    return setPin(key === 'clear' ? '' : pin.slice(0, -1));
  };
  return {
    pin,
    length: person.pinLength ?? 4,
    refused,
    press,
    type,
    submit: () => void (pin.length >= 4 && signIn(pin)),
  };
}
