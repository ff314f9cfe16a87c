import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { receiptGetCall, receiptSendCall } from '#shared/till-calls/receipt-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';

const WAYS = ['qr', 'email', 'whatsapp'] as const;
type Way = (typeof WAYS)[number];

const CODE_PX = 260;

/** A receipt without paper: as a code for the customer's camera, by e-mail, or to a phone. */
export function SendReceiptPanel({ saleId }: { readonly saleId: string }) {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const { close } = usePlace();
  const say = useSay();
  const { value } = useTillQuery(receiptGetCall, { saleId });
  const [way, setWay] = useState<Way>('qr');
  const [refused, setRefused] = useState<NotDone | null>(null);
  const sendTo = async (channel: 'email' | 'whatsapp', to: string) => {
    const answer = await send(receiptSendCall, { saleId, channel, to });
    if (!answer.ok) return setRefused(answer);
    close();
    return say({ message: t('receipt.sent', { to: answer.value.to }) });
  };
  return (
    <SidePanel title={t('receipt.send')}>
      <Segments
        label={t('receipt.ways.label')}
        isFull
        chosen={way}
        choices={WAYS.map((one) => ({ value: one, words: t(`receipt.ways.${one}`) }))}
        onChoose={(next) => {
          setWay(next);
          setRefused(null);
        }}
      />
      {way === 'qr' && value !== undefined && <Code url={value.pageUrl} />}
      {way !== 'qr' && value !== undefined && (
        <ToForm key={way} way={way} known={value.customer} onSend={(to) => void sendTo(way, to)} />
      )}
      <WhyNote notDone={refused} />
    </SidePanel>
  );
}

function Code({ url }: { readonly url: string | null }) {
  const { t } = useTranslation();
  if (url === null) return <p className="text-muted">{t('receipt.noCode')}</p>;
  return (
    <figure className="grid justify-items-center gap-3">
      <span className="rounded-md bg-paper p-4">
        <QRCodeSVG
          role="img"
          aria-label={t('receipt.code')}
          title={t('receipt.code')}
          value={url}
          size={CODE_PX}
          level="M"
          bgColor="transparent"
        />
      </span>
      <figcaption className="text-center text-muted">{t('receipt.codeHelp')}</figcaption>
    </figure>
  );
}

type ToFormProps = {
  readonly way: 'email' | 'whatsapp';
  readonly known: { readonly email: string; readonly phone: string } | null;
  readonly onSend: (to: string) => void;
};

function ToForm({ way, known, onSend }: ToFormProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState((way === 'email' ? known?.email : known?.phone) ?? '');
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSend(to);
      }}
    >
      <Field
        label={t(way === 'email' ? 'receipt.email' : 'receipt.phone')}
        value={to}
        onChange={setTo}
        maxLength={254}
        {...(way === 'email' ? { type: 'email' } : { type: 'tel', help: t('receipt.phoneHelp') })}
      />
      <Button type="submit" rank="primary" scale="choice" full isDisabled={to.trim() === ''}>
        {t('receipt.sendNow')}
      </Button>
    </form>
  );
}
