import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cashMoveCall } from '#shared/till-calls/drawer-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { emptyEntry, entryUnits } from '../parts/number-entry.ts';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';

const KINDS = ['out', 'in', 'drop'] as const;

/** Puts cash into the drawer, takes some out, or drops it into the safe: with a reason, and who. */
export function MoveCash({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close } = usePlace();
  const { send } = useTillClient();
  const say = useSay();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('out');
  const [entry, setEntry] = useState(emptyEntry(writing.currencyPlaces));
  const [reason, setReason] = useState('');
  const amountMinor = entryUnits(entry);
  const asked = useApproved<object>(() => {
    say({ message: t(`drawer.moved.${kind}`, { amount: writing.amount(amountMinor ?? 0) }) });
    close();
  });
  const move = () => {
    if (amountMinor === null) return;
    asked.begin((approval) =>
      send(cashMoveCall, { kind, amountMinor, reason, ...(approval === undefined ? {} : { approval }) }),
    );
  };
  return (
    <SidePanel title={t('drawer.move')} asked={asked}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          move();
        }}
      >
        <Segments
          label={t('drawer.kind')}
          isFull
          chosen={kind}
          onChoose={setKind}
          choices={KINDS.map((each) => ({ value: each, words: t(`drawer.kinds.${each}`) }))}
        />
        <AmountField label={t('drawer.amount')} entry={entry} onChange={setEntry} />
        <Field
          label={t('drawer.reason')}
          value={reason}
          onChange={setReason}
          maxLength={200}
          placeholder={t('drawer.reasonExample')}
        />
        <Button
          type="submit"
          rank="primary"
          scale="choice"
          full
          isDisabled={amountMinor === null || reason.trim() === ''}
        >
          {t(`drawer.do.${kind}`)}
        </Button>
        <Button full onPress={onBack}>
          {t('drawer.back')}
        </Button>
      </form>
    </SidePanel>
  );
}
