/** Which sign stands before the fraction in a file: told by all its amounts together, since one alone may mean either. */
export type DecimalSign = '.' | ',';

/** What may stand around an amount: spaces, currencies, apostrophes of thousands. */
const AROUND = /[\s\u00A0\u202F'’]|[A-Za-z\p{Sc}]+/gu;
const COMMA_FRACTION = /,\d{1,2}$/;
const POINT_FRACTION = /\.\d{1,2}$/;
const DIGITS_MAX = 15;

export function decimalSignOf(amounts: Iterable<string>): DecimalSign {
  let commas = 0;
  let points = 0;
  for (const amount of amounts) {
    const bare = amount.replaceAll(AROUND, '');
    if (COMMA_FRACTION.test(bare)) commas += 1;
    if (POINT_FRACTION.test(bare)) points += 1;
  }
  return commas > points ? ',' : '.';
}

/** The units of an amount with so many decimals; null where it is none, or has more decimals than there are. */
export function readAmount(text: string, sign: DecimalSign, decimals: number): number | null {
  const bare = text.replaceAll(AROUND, '').replaceAll(sign === '.' ? ',' : '.', '');
  const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d*)(?:[.,](\d*))?$/.exec(bare) ?? [];
  const kept = fraction.replace(/0+$/, '');
  if ((whole === '' && fraction === '') || kept.length > decimals) return null;
  const digits = `${whole}${kept.padEnd(decimals, '0')}`.replace(/^0+(?=\d)/, '');
  if (digits.length > DIGITS_MAX) return null;
  return Number(`${minus}${digits === '' ? '0' : digits}`);
}
