import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shiftCloseCall, shiftCurrentCall } from '#shared/till-calls/drawer-calls.ts';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useWriting } from '../parts/use-writing.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { CountTable } from './count-table.tsx';
import { CloseSide } from './close-side.tsx';
import type { ShiftReport } from './shift-figures.tsx';

/** Counts the drawer blind, note by note, and closes it; what the till expected is shown only afterwards. */
export function CloseShiftScreen() {
  const { t } = useTranslation();
  const writing = useWriting();
  const place = usePlace();
  const { denominationsMinor } = useTillState();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const { value } = useTillQuery(shiftCurrentCall, {});
  const [pieces, setPieces] = useState<Readonly<Record<number, string>>>({});
  const [reason, setReason] = useState('');
  const [closed, setClosed] = useState<ShiftReport | null>(null);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const shift = closed ?? value?.shift ?? null;
  const back = () => place.go({ page: 'sell' });
  const close = async () => {
    if (closed !== null) return back();
    const counted = denominationsMinor
      .filter((note) => (pieces[note] ?? '') !== '')
      .map((denominationMinor) => ({ denominationMinor, pieces: Number(pieces[denominationMinor]) }));
    const answer = await send(shiftCloseCall, { counted, varianceReason: reason });
    if (!answer.ok) return setRefused(answer);
    setRefused(null);
    setClosed(answer.value);
    return queries.invalidateQueries({ queryKey: [shiftCurrentCall.name] });
  };
  useShortcuts({ Escape: back, F12: () => void close() });
  return (
    <Sheet
      title={t('drawer.close.title')}
      aside={
        shift === null
          ? undefined
          : t('drawer.openSince', { name: shift.openedBy, moment: writing.moment(shift.openedAtMs) })
      }
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        {
          keyCap: 'F12',
          words: closed === null ? t('drawer.close.signOff') : t('drawer.close.done'),
          onPress: () => void close(),
        },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-3 px-5 py-4"
        work={
          <CountTable
            pieces={pieces}
            onChange={(note, typed) => setPieces({ ...pieces, [note]: typed })}
            isLocked={closed !== null}
            countedMinor={closed?.countedMinor ?? null}
          />
        }
        decisionClassName="gap-4 p-5"
        decision={
          <CloseSide
            closed={closed}
            isOpen={shift !== null}
            refused={refused}
            reason={reason}
            onReason={setReason}
            onClose={() => void close()}
          />
        }
      />
    </Sheet>
  );
}
