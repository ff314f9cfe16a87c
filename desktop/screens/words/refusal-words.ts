import { ERRORS } from '#shared/base/error-codes.ts';
import type { RefusalDetails } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';
import type { Say } from './words.ts';
import { type WritingRules, writtenAmount, writtenPercent, writtenQuantity } from './written-numbers.ts';

type Said =
  | {
      readonly kind: 'refusal';
      readonly refusal: RefusalCode;
      readonly details: RefusalDetails;
    }
  | { readonly kind: 'fault'; readonly fault: string; readonly message: string; readonly traceId: string | null };

/** The details of a refusal as words: `leftMinor` becomes `left` with its currency, `pauseMs` becomes `pause` in seconds. */
export function writtenDetails(details: RefusalDetails, rules: WritingRules): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(details)) {
    if (typeof value !== 'number') written[name] = String(value ?? '');
    else if (name.endsWith('Minor')) written[name.slice(0, -5)] = writtenAmount(value, rules);
    else if (name.endsWith('Ppm')) written[name.slice(0, -3)] = writtenPercent(value, rules);
    else if (name.endsWith('Milli')) written[name.slice(0, -5)] = writtenQuantity(value, rules);
    else if (name.endsWith('Ms')) written[name.slice(0, -2)] = String(Math.ceil(value / 1000));
    else written[name] = String(value);
  }
  return written;
}

/** What happened and what to do, by the code of a fault; empty where the code is not known here. */
export function faultWords(fault: string): string {
  const entry = Object.entries(ERRORS).find(([code]) => code === fault)?.[1];
  return entry === undefined ? '' : `${entry.happened} ${entry.action}`;
}

/** Says in words why something was not done, and what to do. A bug of ours carries the number that support asks for. */
export function refusalWords(
  said: Said,
  say: Say,
  rules: WritingRules,
  known: Readonly<Record<string, string>> = {},
): string {
  if (said.kind === 'refusal')
    return say(`refusals.${said.refusal}`, { replace: { ...known, ...writtenDetails(said.details, rules) } });
  if (said.fault === 'till_unreachable') return say('faults.till_unreachable');
  const sentence = faultWords(said.fault) || say('faults.unknown');
  return said.traceId === null ? sentence : `${sentence} ${say('faults.trace', { traceId: said.traceId })}`;
}
