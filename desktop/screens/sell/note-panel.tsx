import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saleChangeLineCall } from '#shared/till-calls/sale-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useSale } from '../parts/use-sale.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { lineOf } from './line-of.ts';

/** A note on a line, printed with it. */
export function NotePanel({ lineId }: { readonly lineId: string }) {
  const { t } = useTranslation();
  const { close } = usePlace();
  const { sale, change } = useSale();
  const line = lineOf(sale, lineId);
  const [note, setNote] = useState(line?.note ?? '');
  const [refused, setRefused] = useState<NotDone | null>(null);
  if (line === undefined) return null;
  const save = () =>
    void change((send, now) => send(saleChangeLineCall, { saleId: now.saleId, lineId, note })).then((answer) =>
      answer.ok ? close() : setRefused(answer),
    );
  return (
    <SidePanel title={t('sell.note.title', { name: line.name })}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label={t('sell.note.label')}
          value={note}
          onChange={setNote}
          maxLength={200}
          help={t('sell.note.help')}
        />
        <Button type="submit" rank="primary" scale="choice" full>
          {t('sell.note.save')}
        </Button>
      </form>
      <WhyNote notDone={refused} />
    </SidePanel>
  );
}
