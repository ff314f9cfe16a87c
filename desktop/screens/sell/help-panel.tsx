import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';

const KEYS = [
  ['F2', 'search'],
  ['3 *', 'times'],
  ['F3', 'customer'],
  ['F4', 'park'],
  ['F5', 'recall'],
  ['F6', 'discount'],
  ['F7', 'quantity'],
  ['F8', 'price'],
  ['F9', 'refund'],
  ['F10', 'drawer'],
  ['F12', 'pay'],
  ['↑ ↓', 'lines'],
  ['+ −', 'step'],
  ['Del', 'remove'],
  ['Ctrl Z', 'undo'],
  ['Ctrl Y', 'redo'],
  ['Ctrl L', 'lock'],
  ['1–7', 'ways'],
  ['Enter', 'next'],
  ['Esc', 'back'],
] as const;

/** Every key of the till, and what it does. */
export function HelpPanel() {
  const { t } = useTranslation();
  const { open } = usePlace();
  return (
    <SidePanel title={t('help.title')}>
      <Button full onPress={() => open({ panel: 'commands' })}>
        {t('help.keys.commands')}
        <KeyCap>Ctrl K</KeyCap>
      </Button>
      <p className="text-sm text-muted">{t('help.scan')}</p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2">
        {KEYS.map(([keyCap, what]) => (
          <div key={keyCap} className="contents">
            <dt>
              <KeyCap>{keyCap}</KeyCap>
            </dt>
            <dd>{t(`help.keys.${what}`)}</dd>
          </div>
        ))}
      </dl>
    </SidePanel>
  );
}
