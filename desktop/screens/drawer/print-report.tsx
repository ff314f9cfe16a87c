import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shiftPrintCall } from '#shared/till-calls/drawer-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { useSay } from '../parts/saying.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

/** Prints the report of the open shift so far, or of a closed one; a printer that is off is said here. */
export function PrintReport({ shiftId }: { readonly shiftId: string | null }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const say = useSay();
  const [isPrinting, setIsPrinting] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const print = async () => {
    setIsPrinting(true);
    const answer = await send(shiftPrintCall, { shiftId });
    setIsPrinting(false);
    setRefused(answer.ok ? null : answer);
    if (answer.ok) say({ message: t(shiftId === null ? 'shiftReports.printedX' : 'shiftReports.printedZ') });
  };
  return (
    <>
      <WhyNote notDone={refused} />
      <Button full isDisabled={isPrinting} onPress={() => void print()}>
        <Icon of={Printer} />
        {t('shiftReports.print')}
      </Button>
    </>
  );
}
