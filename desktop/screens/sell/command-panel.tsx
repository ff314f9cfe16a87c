import { useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useWhyNot } from '../parts/use-why-not.ts';
import { useLineEdits } from './use-line-edits.ts';

type Command = { readonly id: string; readonly words: string; readonly keyCap: string; readonly run: () => void };

/** Every command by its name: typing narrows the list, Enter runs the first. */
export function CommandPanel() {
  const { t } = useTranslation();
  const { close } = usePlace();
  const commands = useCommands();
  const [text, setText] = useState('');
  const wanted = text.trim().toLocaleLowerCase();
  const shown = commands.filter(({ words }) => words.toLocaleLowerCase().includes(wanted));
  const run = (command: Command | undefined) => {
    if (command === undefined) return;
    close();
    command.run();
  };
  return (
    <SidePanel title={t('commands.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          run(shown[0]);
        }}
      >
        <Field label={t('commands.label')} value={text} onChange={setText} maxLength={60} help={t('commands.help')} />
      </form>
      <ul aria-label={t('commands.title')} className="grid">
        {shown.map((command) => (
          <li key={command.id}>
            <PressButton
              onPress={() => run(command)}
              className="flex min-h-(--size-target) w-full items-center justify-between gap-3 rounded-md px-3 font-medium hover:bg-hover active:bg-press"
            >
              {command.words}
              {command.keyCap !== '' && <KeyCap>{command.keyCap}</KeyCap>}
            </PressButton>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}

function useCommands(): readonly Command[] {
  const { t } = useTranslation();
  const { open, go, lock } = usePlace();
  const say = useSay();
  const whyNot = useWhyNot();
  const edits = useLineEdits(
    () => undefined,
    (notDone) => say({ message: whyNot(notDone) }),
  );
  return [
    { id: 'pay', words: t('commands.pay'), keyCap: 'F12', run: () => go({ page: 'pay' }) },
    { id: 'customer', words: t('commands.customer'), keyCap: 'F3', run: () => open({ panel: 'customer' }) },
    { id: 'debts', words: t('commands.debts'), keyCap: '', run: () => go({ page: 'debts', customerId: null }) },
    { id: 'credits', words: t('commands.credits'), keyCap: '', run: () => go({ page: 'credits' }) },
    { id: 'promised', words: t('commands.promised'), keyCap: '', run: () => go({ page: 'promised' }) },
    { id: 'park', words: t('commands.park'), keyCap: 'F4', run: edits.park },
    { id: 'recall', words: t('commands.recall'), keyCap: 'F5', run: () => open({ panel: 'parked' }) },
    { id: 'discount', words: t('commands.discount'), keyCap: '', run: () => open({ panel: 'discount', lineId: null }) },
    { id: 'clear', words: t('commands.clear'), keyCap: '', run: edits.clear },
    { id: 'undo', words: t('commands.undo'), keyCap: 'Ctrl Z', run: () => edits.undo(false) },
    { id: 'redo', words: t('commands.redo'), keyCap: 'Ctrl Y', run: () => edits.undo(true) },
    { id: 'stock', words: t('commands.stock'), keyCap: '', run: () => open({ panel: 'find-stock' }) },
    {
      id: 'products',
      words: t('commands.products'),
      keyCap: '',
      run: () => go({ page: 'products', isAdding: false }),
    },
    {
      id: 'add-product',
      words: t('commands.addProduct'),
      keyCap: '',
      run: () => go({ page: 'products', isAdding: true }),
    },
    { id: 'people', words: t('commands.people'), keyCap: '', run: () => go({ page: 'people' }) },
    { id: 'change-pin', words: t('commands.changePin'), keyCap: '', run: () => open({ panel: 'change-pin' }) },
    { id: 'receive', words: t('commands.receive'), keyCap: '', run: () => go({ page: 'stock', mode: 'receive' }) },
    { id: 'adjust', words: t('commands.adjust'), keyCap: '', run: () => go({ page: 'stock', mode: 'adjust' }) },
    { id: 'count', words: t('commands.count'), keyCap: '', run: () => go({ page: 'stock', mode: 'count' }) },
    { id: 'stock-lists', words: t('commands.stockLists'), keyCap: '', run: () => open({ panel: 'stock-lists' }) },
    { id: 'receipts', words: t('commands.receipts'), keyCap: '', run: () => go({ page: 'receipts' }) },
    { id: 'refund', words: t('commands.refund'), keyCap: 'F9', run: () => go({ page: 'refund', text: '' }) },
    { id: 'goods-back', words: t('commands.goodsBack'), keyCap: '', run: () => go({ page: 'goods-back' }) },
    { id: 'drawer', words: t('commands.drawer'), keyCap: 'F10', run: () => open({ panel: 'drawer' }) },
    { id: 'petty-cash', words: t('commands.pettyCash'), keyCap: '', run: () => open({ panel: 'petty-cash' }) },
    { id: 'close-shift', words: t('commands.closeShift'), keyCap: '', run: () => go({ page: 'close-shift' }) },
    { id: 'past-shifts', words: t('commands.pastShifts'), keyCap: '', run: () => open({ panel: 'past-shifts' }) },
    { id: 'sync', words: t('commands.sync'), keyCap: '', run: () => go({ page: 'sync' }) },
    { id: 'safety', words: t('commands.safety'), keyCap: '', run: () => go({ page: 'safety' }) },
    { id: 'devices', words: t('commands.devices'), keyCap: '', run: () => go({ page: 'devices' }) },
    { id: 'theme', words: t('commands.theme'), keyCap: '', run: switchTheme },
    { id: 'help', words: t('commands.help2'), keyCap: 'F1', run: () => open({ panel: 'help' }) },
    { id: 'lock', words: t('commands.lock'), keyCap: 'Ctrl L', run: lock },
  ];
}

/** Light by day, dark for evening shops; kept for this till's window. */
function switchTheme(): void {
  const next = document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset['theme'] = next;
  localStorage.setItem('theme', next);
}
