import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drawerOpenCall, shiftCurrentCall } from '#shared/till-calls/drawer-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { MoveCash } from './move-cash.tsx';
import { OpenShift } from './open-shift.tsx';
import { XReport } from './x-report.tsx';

type Step = 'choose' | 'move' | 'x-report';

/** The drawer: opened with its float, cash in and out, the X report, and the way to the count that closes it. */
export function DrawerPanel() {
  const { t } = useTranslation();
  const { value } = useTillQuery(shiftCurrentCall, {});
  const [step, setStep] = useState<Step>('choose');
  if (value === undefined) return null;
  if (value.shift === null) return <OpenShift />;
  if (step === 'move') return <MoveCash onBack={() => setStep('choose')} />;
  if (step === 'x-report') return <XReport onBack={() => setStep('choose')} />;
  return (
    <DrawerChoices
      openedBy={value.shift.openedBy}
      openedAtMs={value.shift.openedAtMs}
      onStep={setStep}
      title={t('drawer.title')}
    />
  );
}

type DrawerChoicesProps = {
  readonly title: string;
  readonly openedBy: string;
  readonly openedAtMs: number;
  readonly onStep: (step: Step) => void;
};

function DrawerChoices({ title, openedBy, openedAtMs, onStep }: DrawerChoicesProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { go, open, close } = usePlace();
  const { send } = useTillClient();
  const asked = useApproved<object>(close);
  const openDrawer = () =>
    asked.begin((approval) =>
      send(drawerOpenCall, { reason: t('drawer.noSale'), ...(approval === undefined ? {} : { approval }) }),
    );
  return (
    <SidePanel title={title} asked={asked}>
      <p className="text-sm text-muted">
        {t('drawer.openSince', { name: openedBy, moment: writing.moment(openedAtMs) })}
      </p>
      <div className="grid gap-2">
        <Button scale="choice" full onPress={() => onStep('move')}>
          {t('drawer.move')}
        </Button>
        <Button scale="choice" full onPress={() => open({ panel: 'petty-cash' })}>
          {t('pettyCash.title')}
        </Button>
        <Button scale="choice" full onPress={openDrawer}>
          {t('drawer.openDrawer')}
        </Button>
        <Button scale="choice" full onPress={() => onStep('x-report')}>
          {t('drawer.xReport')}
        </Button>
        <Button scale="choice" full onPress={() => open({ panel: 'past-shifts' })}>
          {t('shiftReports.past')}
        </Button>
        <Button scale="choice" full onPress={() => go({ page: 'receipts' })}>
          {t('receipts.title')}
        </Button>
        <Button scale="choice" full onPress={() => go({ page: 'close-shift' })}>
          {t('drawer.closeShift')}
        </Button>
      </div>
    </SidePanel>
  );
}
