import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shiftCurrentCall, shiftOpenCall } from '#shared/till-calls/drawer-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { NumberPanel } from '../parts/number-panel.tsx';
import { usePlace } from '../parts/place.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

/** Opens the drawer with the cash that lies in it. */
export function OpenShift() {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close, open: openPanel } = usePlace();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<NotDone | null>(null);
  const open = async (floatMinor: number) => {
    const answer = await send(shiftOpenCall, { floatMinor });
    if (!answer.ok) return setRefused(answer);
    await queries.invalidateQueries({ queryKey: [shiftCurrentCall.name] });
    return close();
  };
  return (
    <NumberPanel
      title={t('drawer.openTitle')}
      label={t('drawer.float')}
      places={writing.currencyPlaces}
      lead={<span className="text-muted">{writing.currencySign}</span>}
      help={t('drawer.floatHelp')}
      submitWords={t('drawer.open')}
      onSubmit={(floatMinor) => void open(floatMinor)}
      notes={
        <>
          <WhyNote notDone={refused} />
          <Button full onPress={() => openPanel({ panel: 'past-shifts' })}>
            {t('shiftReports.past')}
          </Button>
        </>
      }
    />
  );
}
