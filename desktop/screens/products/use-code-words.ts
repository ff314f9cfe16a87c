import { useTranslation } from 'react-i18next';
import { hasCheckDigit } from '#shared/catalogue/barcode/check-digit.ts';
import { isGtin } from '#shared/catalogue/barcode/gtin.ts';
import { catalogueFindCall } from '#shared/till-calls/catalogue-calls.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

const RETAIL = /^(?:\d{8}|\d{12,14})$/;

/** What is odd about a code before it is saved: another product has it, or a digit was mistyped. Nothing where it is fine. */
export function useCodeWords(typed: string, variantId: string | null): string | undefined {
  const { t } = useTranslation();
  const code = typed.trim();
  const { value } = useTillQuery(catalogueFindCall, { code }, { isOn: code !== '' });
  if (code === '') return undefined;
  const other = value?.items.find((item) => item.variantId !== variantId);
  if (other !== undefined) return t('products.codeOfOther', { name: other.name });
  return RETAIL.test(code) && !isGtin(code) && !hasCheckDigit(code) ? t('products.codeOdd') : undefined;
}
