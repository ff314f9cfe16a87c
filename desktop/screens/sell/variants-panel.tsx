import { catalogueVariantsCall } from '#shared/till-calls/catalogue-calls.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { ChoosePanel } from './choose-panel.tsx';

/** Which kind of a product: sizes, flavours. */
export function VariantsPanel({ productId }: { readonly productId: string }) {
  const { value } = useTillQuery(catalogueVariantsCall, { productId });
  return value === undefined ? null : <ChoosePanel title={value.name} items={value.items} />;
}
