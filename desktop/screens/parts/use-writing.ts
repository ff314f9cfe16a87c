import type { FigureParts } from '#shared/ui/figure.tsx';
import { useMemo } from 'react';
import {
  type AmountStyle,
  type WritingRules,
  amountParts,
  currencyPlaces,
  currencySign,
  writtenAmount,
  writtenBytes,
  writtenPercent,
  writtenQuantity,
} from '../words/written-numbers.ts';
import {
  writtenDate,
  writtenDay,
  writtenExactMoment,
  writtenLongDay,
  writtenMoment,
  writtenTime,
} from '../words/written-times.ts';
import { useTillState } from './till-facts.tsx';

export type Writing = {
  readonly amount: (amountMinor: number, style?: AmountStyle) => string;
  readonly parts: (amountMinor: number, style?: AmountStyle) => FigureParts;
  readonly quantity: (quantityMilli: number) => string;
  readonly percent: (ppm: number) => string;
  readonly bytes: (bytes: number) => string;
  readonly time: (atMs: number) => string;
  readonly day: (atMs: number) => string;
  /** A day of the calendar, such as an expiry: `2026-11-21`. */
  readonly date: (day: string) => string;
  readonly longDay: (atMs: number) => string;
  /** The day that it is, as `longDay` writes it. */
  readonly today: () => string;
  readonly moment: (atMs: number) => string;
  /** To the second. */
  readonly exactMoment: (atMs: number) => string;
  readonly currencySign: string;
  readonly currencyPlaces: number;
};

function momentNow(rules: WritingRules): (atMs: number) => string {
  return (atMs) => writtenMoment(atMs, Date.now(), rules);
}

function today(rules: WritingRules): () => string {
  return () => writtenLongDay(Date.now(), rules);
}

function exactMomentNow(rules: WritingRules): (atMs: number) => string {
  return (atMs) => writtenExactMoment(atMs, Date.now(), rules);
}

/** Amounts, quantities and times as this business writes them. */
export function useWriting(): Writing {
  const { locale, currency, timeZone } = useTillState();
  return useMemo(() => {
    const rules = { locale, currency, timeZone };
    return {
      amount: (amountMinor, style) => writtenAmount(amountMinor, rules, style),
      parts: (amountMinor, style) => amountParts(amountMinor, rules, style),
      quantity: (quantityMilli) => writtenQuantity(quantityMilli, rules),
      percent: (ppm) => writtenPercent(ppm, rules),
      bytes: (bytes) => writtenBytes(bytes, rules),
      time: (atMs) => writtenTime(atMs, rules),
      day: (atMs) => writtenDay(atMs, rules),
      date: (day) => writtenDate(day, rules),
      longDay: (atMs) => writtenLongDay(atMs, rules),
      today: today(rules),
      moment: momentNow(rules),
      exactMoment: exactMomentNow(rules),
      currencySign: currencySign(rules),
      currencyPlaces: currencyPlaces(rules),
    };
  }, [locale, currency, timeZone]);
}
