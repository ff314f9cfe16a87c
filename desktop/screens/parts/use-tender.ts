import { useState } from 'react';
import { minor } from '#shared/base/money.ts';
import { type PaymentMethod, type PaymentState, STARTING_STATES, type Tender } from '#shared/sale/tender.ts';
import { type NumberEntry, emptyEntry, entryUnits } from './number-entry.ts';
import { useWriting } from './use-writing.ts';

/** How money is brought that is not for goods: a debt is not paid by a debt. */
export const MONEY_WAYS = [
  'cash',
  'card',
  'transfer',
  'mobile_money',
  'gift_card',
  'store_credit',
] as const satisfies readonly PaymentMethod[];
export type MoneyWay = (typeof MONEY_WAYS)[number];

export type TenderDraft = {
  readonly way: MoneyWay;
  readonly state: PaymentState;
  readonly reference: string;
  /** What was handed over in cash; empty for the exact amount. */
  readonly handed: NumberEntry;
  readonly choose: (way: MoneyWay) => void;
  readonly setState: (state: PaymentState) => void;
  readonly setReference: (reference: string) => void;
  readonly setHanded: (handed: NumberEntry) => void;
  /** The draft as it is sent, for what is to be paid. */
  readonly tenderFor: (amountMinor: number) => Tender;
};

/** The one way by which money is brought: its state, its reference, and what was handed over. */
export function useTender(): TenderDraft {
  const { currencyPlaces } = useWriting();
  const [way, setWay] = useState<MoneyWay>('cash');
  const [state, setState] = useState<PaymentState>('confirmed');
  const [reference, setReference] = useState('');
  const [handed, setHanded] = useState(emptyEntry(currencyPlaces));
  return {
    way,
    state,
    reference,
    handed,
    setState,
    setReference,
    setHanded,
    choose: (next) => {
      setWay(next);
      setState(STARTING_STATES[next][0] ?? 'confirmed');
      setReference('');
      setHanded(emptyEntry(currencyPlaces));
    },
    tenderFor: (amountMinor) => ({
      method: way,
      amountMinor: minor(way === 'cash' ? (entryUnits(handed) ?? amountMinor) : amountMinor),
      state,
      reference,
    }),
  };
}
