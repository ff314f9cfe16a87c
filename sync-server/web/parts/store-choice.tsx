import { Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useStores } from '../stores/use-stores.ts';
import { useSay } from '../words/words.ts';
import { ChoiceMenu } from './choice-menu.tsx';

const ALL = 'all';

type StoreChoiceProps = {
  readonly chosen: string | undefined;
  readonly onChoose: (store: string | undefined) => void;
  readonly isQuiet?: boolean;
  readonly withIcon?: boolean;
  /** Draws the button from the words of what is chosen. */
  readonly show?: (words: string) => ReactNode;
};

/** One store, or all; nothing to choose where a business has one. */
export function StoreChoice({ chosen, onChoose, isQuiet = false, withIcon = true, show }: StoreChoiceProps) {
  const say = useSay();
  const stores = useStores().data?.data ?? [];
  const all = stores.length > 1 ? say('all_stores_count', { count: stores.length }) : '';
  const words = stores.find(({ id }) => id === chosen)?.name ?? all;
  if (stores.length < 2)
    return show === undefined ? null : <span className="px-3 py-2">{show(stores[0]?.name ?? '')}</span>;
  return (
    <ChoiceMenu
      label={say('store_choose')}
      {...(withIcon ? { icon: Store } : {})}
      isQuiet={isQuiet}
      choices={[
        { value: ALL, words: say('all_stores') },
        ...stores.map(({ id, name }) => ({ value: id, words: name })),
      ]}
      chosen={chosen ?? ALL}
      onChoose={(value) => onChoose(value === ALL ? undefined : value)}
      {...(show === undefined ? {} : { shown: show(words) })}
    />
  );
}
