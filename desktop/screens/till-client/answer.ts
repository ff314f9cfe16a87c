import type { RefusalDetails } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';

/** What a screen gets back: the value, a refusal to be said in words, or a fault with what to do about it. */
export type Answer<Value> = { readonly ok: true; readonly value: Value } | NotDone;

/** A refusal is a business answer; a fault says that the world failed. Either way nothing was written. */
export type NotDone =
  | { readonly ok: false; readonly kind: 'refusal'; readonly refusal: RefusalCode; readonly details: RefusalDetails }
  | {
      readonly ok: false;
      readonly kind: 'fault';
      readonly fault: string;
      readonly message: string;
      readonly traceId: string | null;
    };
