import { useState } from 'react';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { catalogueProductsCall } from '#shared/till-calls/product-calls.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

const PAGE = 50;
/** So many are shown at once; whoever has more of them types a part of the name. */
const SHOWN_MAX = 200;

export type ProductSearch = {
  readonly text: string;
  readonly isSold: boolean;
  readonly items: readonly ItemView[];
  readonly total: number;
  readonly isKnown: boolean;
  readonly notDone: NotDone | null;
  readonly type: (text: string) => void;
  readonly show: (isSold: boolean) => void;
  readonly more: () => void;
};

/** The list of products as somebody narrows it down. */
export function useProductSearch(): ProductSearch {
  const [text, setText] = useState('');
  const [isSold, setIsSold] = useState(true);
  const [limit, setLimit] = useState(PAGE);
  const { value, notDone } = useTillQuery(catalogueProductsCall, { text, isSold, limit });
  return {
    text,
    isSold,
    items: value?.items ?? [],
    total: Math.min(value?.total ?? 0, SHOWN_MAX),
    isKnown: value !== undefined,
    notDone,
    type: (typed) => {
      setText(typed);
      setLimit(PAGE);
    },
    show: (next) => {
      setIsSold(next);
      setLimit(PAGE);
    },
    more: () => setLimit((shown) => Math.min(SHOWN_MAX, shown + PAGE)),
  };
}
