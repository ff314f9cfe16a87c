import { useTranslation } from 'react-i18next';
import { deviceSettingsCall } from '#shared/till-calls/device-calls.ts';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { DevicesForm } from './devices-form.tsx';

/** The printer and the drawer of this till: chosen, tried, and used at once. */
export function DevicesScreen() {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { value, notDone } = useTillQuery(deviceSettingsCall, {}, { isFresh: true });
  const back = () => go({ page: 'sell' });
  useShortcuts({ Escape: back });
  return (
    <Sheet
      title={t('devices.title')}
      onBack={back}
      keys={[{ keyCap: 'Esc', words: t('keys.backToSale'), onPress: back }]}
    >
      {value !== undefined && <DevicesForm inUse={value} />}
      {value === undefined && (
        <div className="p-5">
          <WhyNote notDone={notDone} />
          {notDone === null && <Skeleton label={t('devices.title')} bars={['h-8 w-80', 'h-12 w-120', 'h-12 w-120']} />}
        </div>
      )}
    </Sheet>
  );
}
