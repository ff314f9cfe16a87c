import { Trans, useTranslation } from 'react-i18next';
import { KEYPAD_DIGITS } from '#shared/ui/keypad.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { type Shortcuts, useShortcuts } from '../parts/use-shortcuts.ts';
import { useSale } from '../parts/use-sale.ts';
import { GiveBackScreen } from './give-back-screen.tsx';
import { GiveColumn } from './give-column.tsx';
import { PaymentsTaken } from './payments-taken.tsx';
import { type Pay, usePay } from './use-pay.ts';
import { WAYS } from './ways.ts';

/** The keys 1 to 7 choose a way to pay; the number pad keys the amount. */
function digitShortcuts(pay: Pay): Shortcuts {
  const ways = WAYS.map(({ method }, position): [string, () => void] => [
    String(position + 1),
    () => pay.choose(method),
  ]);
  const pad = KEYPAD_DIGITS.map((digit): [string, () => void] => [`Numpad${digit}`, () => pay.press(digit)]);
  return Object.fromEntries([...ways, ...pad, ['NumpadDecimal', () => pay.press('.')]]);
}

/** The page where a sale is paid, or where an exchange gives back what it is worth less. */
export function PayScreen() {
  const { sale } = useSale();
  // What was paid of it already is given back first: on the page where it was taken.
  return sale?.kind === 'exchange' && sale.totalMinor <= 0 && sale.payments.length === 0 ? (
    <GiveBackScreen sale={sale} />
  ) : (
    <TakeScreen />
  );
}

/** What is left on the left, how it is paid on the right. */
function TakeScreen() {
  const { t } = useTranslation();
  const place = usePlace();
  const { sale } = useSale();
  const pay = usePay();
  const back = () => place.go({ page: 'sell' });
  useShortcuts({
    Escape: back,
    F3: () => place.open({ panel: 'customer' }),
    F6: () => place.open({ panel: 'discount', lineId: null }),
    F10: () => place.open({ panel: 'drawer' }),
    F12: pay.take,
    Enter: pay.take,
    '+': pay.add,
    '.': () => pay.press('.'),
    Backspace: () => pay.press('delete'),
    ...digitShortcuts(pay),
  });
  const lines = t('sell.sum.lines', { count: sale?.lines.length ?? 0 });
  const aside =
    sale === null || sale.customerName === null ? (
      lines
    ) : (
      <Trans
        i18nKey="pay.linesFor"
        values={{ lines, name: sale.customerName }}
        components={{ b: <b className="text-ink" /> }}
      />
    );
  return (
    <Sheet
      title={t('pay.title')}
      aside={aside}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'F3', words: t('keys.customer'), onPress: () => place.open({ panel: 'customer' }) },
        { keyCap: 'F6', words: t('keys.discount'), onPress: () => place.open({ panel: 'discount', lineId: null }) },
        {
          keyCap: '1–7',
          words: t('keys.way'),
          onPress: () => document.querySelector<HTMLElement>('[role="radiogroup"] input')?.focus(),
        },
        { keyCap: '+', words: t('keys.nextPayment'), onPress: pay.add },
        { keyCap: 'F10', words: t('keys.drawer'), onPress: () => place.open({ panel: 'drawer' }) },
        { keyCap: 'Enter', words: t('keys.finish'), onPress: pay.take },
      ]}
    >
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_32.5rem] mid:grid-cols-[minmax(0,1fr)_38rem] wide:grid-cols-[minmax(0,1fr)_44rem] small:grid-cols-1">
        <PaymentsTaken pay={pay} />
        <GiveColumn pay={pay} />
      </div>
    </Sheet>
  );
}
