import { useState } from 'react';
import { type PaymentMethod, type PaymentState, STARTING_STATES } from '#shared/sale/tender.ts';
import type { KeypadKey } from '#shared/ui/keypad.tsx';
import { emptyEntry, entryFrom, entryOf, entryUnits, pressKey } from '../parts/number-entry.ts';
import { useWriting } from '../parts/use-writing.ts';

/** The one payment that is being keyed: its way, its amount, whether the money is there, its reference. */
export function usePayment() {
  const { currencyPlaces } = useWriting();
  const [method, setMethod] = useState<PaymentMethod>('cash');
  const [entry, setEntry] = useState(emptyEntry(currencyPlaces));
  const [reference, setReference] = useState('');
  const [state, setState] = useState<PaymentState>('confirmed');
  const reset = () => {
    setEntry(emptyEntry(currencyPlaces));
    setReference('');
  };
  return {
    method,
    entry,
    reference,
    state,
    keyedMinor: entryUnits(entry),
    setReference,
    setState,
    reset,
    type: (typed: string) => setEntry(entryOf(typed, currencyPlaces)),
    press: (key: KeypadKey) => setEntry(pressKey(entry, key)),
    hand: (amountMinor: number) => setEntry(entryFrom(amountMinor, currencyPlaces)),
    choose: (next: PaymentMethod) => {
      setMethod(next);
      setState(STARTING_STATES[next][0] ?? 'confirmed');
      reset();
    },
  };
}
