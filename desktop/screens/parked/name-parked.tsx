import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PARKED_NAME_MAX, saleNameParkedCall } from '#shared/till-calls/sale-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { FocusedPart } from '../parts/focused-part.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { ParkedSale } from './parked-row.tsx';

/** Says what people call a parked sale; Enter saves it. */
export function NameParked({ sale, onDone }: { readonly sale: ParkedSale; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const { send, inTurn } = useTillClient();
  const [name, setName] = useState(sale.name);
  const [refused, setRefused] = useState<NotDone | null>(null);
  const save = () =>
    void inTurn(() => send(saleNameParkedCall, { saleId: sale.saleId, name })).then((answer) =>
      answer.ok ? onDone() : setRefused(answer),
    );
  return (
    <form
      className="border-t border-line px-4 pt-2 pb-3"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <FocusedPart>
        <div className="flex items-end gap-2">
          <Field
            label={t('parked.naming')}
            value={name}
            onChange={setName}
            maxLength={PARKED_NAME_MAX}
            placeholder={t('parked.nameExample')}
            className="flex-1"
          />
          <Button type="submit">{t('parked.saveName')}</Button>
        </div>
        <WhyNote notDone={refused} />
      </FocusedPart>
    </form>
  );
}
