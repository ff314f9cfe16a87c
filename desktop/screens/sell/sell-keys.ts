import type { BarKey } from '../parts/key-bar.tsx';
import type { Say } from '../words/words.ts';
import { openForLine, type SellActions } from './sell-actions.ts';

/** The keys at the bottom of the sell page: hints that are also buttons. */
export function sellKeys(actions: SellActions, t: Say): readonly BarKey[] {
  const { sell, place, toSearch } = actions;
  const noLine = sell.chosen === null;
  return [
    { keyCap: 'F1', words: t('keys.help'), onPress: () => place.open({ panel: 'help' }) },
    { keyCap: 'F2', words: t('keys.search'), onPress: toSearch },
    { keyCap: 'F3', words: t('keys.customer'), onPress: () => place.open({ panel: 'customer' }) },
    { keyCap: 'F4', words: t('keys.park'), onPress: sell.edits.park, isDisabled: noLine },
    { keyCap: 'F5', words: t('keys.recall'), onPress: () => place.open({ panel: 'parked' }) },
    { keyCap: 'F6', words: t('keys.discount'), onPress: () => openForLine(actions, 'discount'), isDisabled: noLine },
    { keyCap: 'F7', words: t('keys.quantity'), onPress: () => openForLine(actions, 'quantity'), isDisabled: noLine },
    { keyCap: 'F8', words: t('keys.price'), onPress: () => openForLine(actions, 'price'), isDisabled: noLine },
    { keyCap: 'F9', words: t('keys.refund'), onPress: () => place.go({ page: 'refund', text: '' }) },
    { keyCap: 'F10', words: t('keys.drawer'), onPress: () => place.open({ panel: 'drawer' }) },
    { keyCap: 'Ctrl K', words: t('keys.commands'), onPress: () => place.open({ panel: 'commands' }) },
  ];
}
