/** An expected business answer: the value, or a refusal that the screen says in words. Never thrown. */
export type Outcome<Value, Refusal extends string = string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal; readonly details?: RefusalDetails };

/** What the sentence of a refusal needs to be exact: "Only 2 of these can still come back". */
export type RefusalDetails = Readonly<Record<string, string | number | boolean | null>>;

export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

export function refuse<Refusal extends string>(
  refusal: Refusal,
  details?: RefusalDetails,
): { readonly ok: false; readonly refusal: Refusal; readonly details?: RefusalDetails } {
  return details === undefined ? { ok: false, refusal } : { ok: false, refusal, details };
}
