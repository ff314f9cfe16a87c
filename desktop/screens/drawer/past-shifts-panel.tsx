import { FileText } from 'lucide-react';
import { useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type pastShiftViewSchema, shiftPastCall, shiftZReportCall } from '#shared/till-calls/drawer-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillPages } from '../till-client/use-till-pages.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PrintReport } from './print-report.tsx';
import { ShiftFigures } from './shift-figures.tsx';

type PastShift = z.infer<typeof pastShiftViewSchema>;

/** The shifts of this till that are over; each with its Z report, to look at or to print again. */
export function PastShiftsPanel() {
  const { t } = useTranslation();
  const [shiftId, setShiftId] = useState<string | null>(null);
  const list = useTillPages(shiftPastCall, {
    of: 'all',
    inputFrom: (beforeMs: number | null) => ({ beforeMs }),
    nextOf: ({ nextBeforeMs }) => nextBeforeMs,
  });
  if (shiftId !== null) return <ZReport shiftId={shiftId} onBack={() => setShiftId(null)} />;
  const shifts = list.pages.flatMap((page) => page.shifts);
  return (
    <SidePanel title={t('shiftReports.past')}>
      <WhyNote notDone={list.notDone} />
      {list.isKnown && shifts.length === 0 && (
        <EmptyState icon={FileText} title={t('shiftReports.none')}>
          {t('shiftReports.noneHelp')}
        </EmptyState>
      )}
      <ul aria-label={t('shiftReports.past')} className="grid gap-2">
        {shifts.map((shift) => (
          <li key={shift.shiftId}>
            <ShiftButton shift={shift} onPress={() => setShiftId(shift.shiftId)} />
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <Button full onPress={list.more}>
          {t('shiftReports.more')}
        </Button>
      )}
    </SidePanel>
  );
}

function ShiftButton({ shift, onPress }: { readonly shift: PastShift; readonly onPress: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { varianceMinor } = shift;
  const amount = writing.amount(Math.abs(varianceMinor));
  return (
    <PressButton
      onPress={onPress}
      className="flex min-h-(--size-target-lg) w-full items-center justify-between gap-3 rounded-md border border-line bg-surface px-4 py-2 text-left hover:bg-hover active:bg-press"
    >
      <span className="min-w-0">
        <b className="block truncate">{shift.openedBy}</b>
        <span className="text-xs text-muted tabular-nums">
          {t('shiftReports.from', {
            from: writing.moment(shift.openedAtMs),
            to: writing.moment(shift.closedAtMs),
          })}
        </span>
      </span>
      <Badge tone={varianceMinor === 0 ? 'good' : varianceMinor < 0 ? 'bad' : 'warn'}>
        {varianceMinor === 0
          ? t('shiftReports.right')
          : t(varianceMinor < 0 ? 'shiftReports.short' : 'shiftReports.over', { amount })}
      </Badge>
    </PressButton>
  );
}

function ZReport({ shiftId, onBack }: { readonly shiftId: string; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { value, notDone } = useTillQuery(shiftZReportCall, { shiftId });
  return (
    <SidePanel title={t('shiftReports.zReport')}>
      <WhyNote notDone={notDone} />
      {value !== undefined && (
        <>
          <p className="text-sm text-muted">
            {t('drawer.openSince', { name: value.openedBy, moment: writing.moment(value.openedAtMs) })}
          </p>
          <div>
            <ShiftFigures report={value} />
          </div>
          {value.varianceReason !== '' && <p className="text-sm text-muted">{value.varianceReason}</p>}
          <PrintReport shiftId={shiftId} />
        </>
      )}
      <Button full onPress={onBack}>
        {t('drawer.back')}
      </Button>
    </SidePanel>
  );
}
