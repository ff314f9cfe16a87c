import { CircleCheck, Printer } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import type { SlipPrint as Print } from './use-slip-print.ts';
import { WhyNote } from './why-note.tsx';

/** Prints a slip when it comes into sight, and says whether it is on paper. */
export function SlipPrint({ slip }: { readonly slip: Print }) {
  const { t } = useTranslation();
  const { print, isPrinted, refused } = slip;
  const hasBegun = useRef(false);
  // The printer is outside: the slip goes there once, when it is there.
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    print();
  }, [print]);
  return (
    <>
      {isPrinted && (
        <Note tone="good" icon={CircleCheck} role="status">
          {t('tender.printed')}
        </Note>
      )}
      <WhyNote notDone={refused} />
      <Button full onPress={print}>
        <Icon of={Printer} />
        {t(isPrinted ? 'tender.printAgain' : 'tender.print')}
      </Button>
    </>
  );
}
