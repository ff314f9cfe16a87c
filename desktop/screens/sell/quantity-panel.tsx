import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saleChangeLineCall } from '#shared/till-calls/sale-calls.ts';
import { Note } from '#shared/ui/note.tsx';
import { NumberPanel } from '../parts/number-panel.tsx';
import { usePlace } from '../parts/place.tsx';
import { useSale } from '../parts/use-sale.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { lineOf } from './line-of.ts';
import { USUAL_QUANTITY_MAX_MILLI } from '../parts/quantity-prefix.ts';

const PIECES_TO_MILLI = 1000;

/** Types a line's quantity; more than 99 is asked about once. */
export function QuantityPanel({ lineId }: { readonly lineId: string }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close } = usePlace();
  const { sale, change } = useSale();
  const line = lineOf(sale, lineId);
  const [wantedMilli, setWantedMilli] = useState(0);
  const [isSure, setIsSure] = useState(false);
  const [refused, setRefused] = useState<NotDone | null>(null);
  if (line === undefined) return null;
  const submit = (units: number) => {
    const quantityMilli = line.isWeighed ? units : units * PIECES_TO_MILLI;
    setWantedMilli(quantityMilli);
    if (quantityMilli > USUAL_QUANTITY_MAX_MILLI && !(isSure && quantityMilli === wantedMilli)) return setIsSure(true);
    return void change((send, now) => send(saleChangeLineCall, { saleId: now.saleId, lineId, quantityMilli })).then(
      (answer) => (answer.ok ? close() : setRefused(answer)),
    );
  };
  const quantity = writing.quantity(wantedMilli);
  return (
    <NumberPanel
      title={t('sell.quantity.title', { name: line.name })}
      label={t('sell.quantity.label')}
      places={line.isWeighed ? 3 : 0}
      trail={<span className="text-muted">{line.unit}</span>}
      help={t('sell.quantity.now', { quantity: writing.quantity(line.quantityMilli) })}
      submitWords={isSure ? t('sell.many.goOn', { quantity }) : t('sell.quantity.set')}
      onSubmit={submit}
      notes={<WhyNote notDone={refused} />}
    >
      {isSure && (
        <Note tone="warn" icon={TriangleAlert} role="alert" title={t('sell.many.title', { quantity })}>
          {t('sell.many.help')}
        </Note>
      )}
    </NumberPanel>
  );
}
