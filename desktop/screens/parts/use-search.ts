import { type KeyboardEvent, useRef, useState } from 'react';
import { catalogueSearchCall, type ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { readQuantityPrefix } from './quantity-prefix.ts';

type Picks = { readonly onItem: (item: ItemView) => void; readonly onCode: (code: string) => void };

const HITS_MAX = 20;
/** Text of this form, with no hit, is taken for a code typed by hand. */
const TYPED_CODE = /^\d{4,}$/;

/** The search: what is typed, the quantity before a star, the hits, and which of them is marked. */
export function useSearch({ onItem, onCode }: Picks) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [prefixMilli, setPrefixMilli] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const wanted = text.trim();
  const { value } = useTillQuery(catalogueSearchCall, { text: wanted, limit: HITS_MAX }, { isOn: wanted !== '' });
  const hits = wanted === '' ? [] : (value?.items ?? []);

  const type = (typed: string) => {
    const read = readQuantityPrefix(typed);
    if (read.quantityMilli !== null) setPrefixMilli(read.quantityMilli);
    setText(read.text);
    setActive(0);
  };
  const clear = () => {
    setText('');
    setPrefixMilli(null);
    setActive(0);
  };
  const take = () => {
    const hit = hits[active];
    if (hit !== undefined) onItem(hit);
    else if (TYPED_CODE.test(wanted)) onCode(wanted);
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>) => {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (event.key === 'Escape') {
      if (text === '' && prefixMilli === null) field.current?.blur();
      clear();
    } else if (event.key === 'Backspace' && text === '') setPrefixMilli(null);
    else if (event.key === 'Enter' && wanted !== '') take();
    else if (move !== undefined && hits.length > 0) setActive((active + move + hits.length) % hits.length);
    else return;
    if (event.key !== 'Backspace') event.preventDefault();
  };
  return { field, text, prefixMilli, setPrefixMilli, hits, isKnown: value !== undefined, active, type, clear, onKey };
}
