import type { Shortcuts } from '../parts/use-shortcuts.ts';
import { openForLine, type SellActions } from './sell-actions.ts';

/** The keys of the sell page, as look and help list them. */
export function sellShortcuts(actions: SellActions): Shortcuts {
  const { sell, place, toSearch } = actions;
  return {
    F1: () => place.open({ panel: 'help' }),
    F2: toSearch,
    F3: () => place.open({ panel: 'customer' }),
    F4: sell.edits.park,
    F5: () => place.open({ panel: 'parked' }),
    F6: () => openForLine(actions, 'discount'),
    F7: () => openForLine(actions, 'quantity'),
    F8: () => openForLine(actions, 'price'),
    F9: () => place.go({ page: 'refund', text: '' }),
    F10: () => place.open({ panel: 'drawer' }),
    F12: sell.pay,
    ArrowUp: () => sell.chooseNext(-1),
    ArrowDown: () => sell.chooseNext(1),
    Delete: () => {
      if (sell.chosen !== null) sell.edits.remove(sell.chosen);
    },
    Escape: () => {
      sell.dismiss();
      sell.search.clear();
      place.close();
    },
    'Ctrl+Z': () => sell.edits.undo(false),
    'Ctrl+Y': () => sell.edits.undo(true),
    'Ctrl+K': () => place.open({ panel: 'commands' }),
    'Ctrl+L': place.lock,
  };
}
