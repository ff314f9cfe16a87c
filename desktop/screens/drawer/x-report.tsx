import { useTranslation } from 'react-i18next';
import { shiftXReportCall } from '#shared/till-calls/drawer-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PrintReport } from './print-report.tsx';
import { ShiftFigures } from './shift-figures.tsx';

/** The drawer so far; it changes nothing. */
export function XReport({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const { value, notDone } = useTillQuery(shiftXReportCall, {});
  return (
    <SidePanel title={t('drawer.xReport')}>
      <WhyNote notDone={notDone} />
      {value !== undefined && (
        <>
          <div>
            <ShiftFigures report={value} />
          </div>
          <PrintReport shiftId={null} />
        </>
      )}
      <Button full onPress={onBack}>
        {t('drawer.back')}
      </Button>
    </SidePanel>
  );
}
