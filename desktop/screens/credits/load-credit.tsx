import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { minor } from '#shared/base/money.ts';
import { creditLoadCall } from '#shared/till-calls/credit-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { emptyEntry, entryUnits } from '../parts/number-entry.ts';
import { TenderFields } from '../parts/tender-fields.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { MONEY_WAYS, useTender } from '../parts/use-tender.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { Credit, Loaded } from './credit-views.ts';

type LoadCreditProps = {
  /** One that is there takes more; null opens a new one. */
  readonly credit: Credit | null;
  readonly onLoaded: (loaded: Loaded) => void;
  readonly onNew: () => void;
};

const KINDS = ['gift_card', 'store_credit'] as const;
/** A credit is not paid for by a credit. */
const WAYS = MONEY_WAYS.filter((way) => way !== 'gift_card' && way !== 'store_credit');

/** Sells a gift card, opens a store credit, or puts more on one; what nobody pays for, a manager agrees to. */
export function LoadCredit({ credit, onLoaded, onNew }: LoadCreditProps) {
  const { t } = useTranslation();
  const load = useLoad(credit, onLoaded);
  const { kind, asked, amountMinor } = load;
  const title =
    credit !== null
      ? t('credits.moreTitle', { end: credit.codeEnd })
      : t(kind === 'gift_card' ? 'credits.sell' : 'credits.give');
  useShortcuts({ F12: load.run });
  return (
    <section aria-label={title} className="flex min-h-0 flex-1 flex-col gap-3">
      {/* Which of the two is sold is said by the choice below. */}
      <h2 className={credit === null ? 'sr-only' : ''}>{title}</h2>
      <form
        className={asked.stopped === null ? 'flex flex-1 flex-col gap-3' : 'hidden'}
        onSubmit={(event) => {
          event.preventDefault();
          load.run();
        }}
      >
        {credit === null && (
          <Segments
            label={t('credits.kind')}
            isFull
            chosen={kind}
            onChoose={load.setKind}
            choices={KINDS.map((value) => ({ value, words: t(`credits.kinds.${value}`) }))}
          />
        )}
        <AmountField label={t('credits.amount')} entry={load.entry} onChange={load.setEntry} />
        <Segments
          label={t('credits.paid')}
          isFull
          chosen={load.isGiven ? 'given' : 'paid'}
          onChoose={(chosen) => load.setIsGiven(chosen === 'given')}
          choices={[
            { value: 'paid', words: t('credits.paidFor') },
            { value: 'given', words: t('credits.gift') },
          ]}
        />
        {load.isGiven ? (
          <p className="text-sm text-muted">{t('credits.giftHelp')}</p>
        ) : (
          <TenderFields draft={load.draft} ways={WAYS} />
        )}
        {credit === null && (
          <Field
            label={t('credits.printedCode')}
            value={load.code}
            onChange={load.setCode}
            maxLength={64}
            help={t('credits.printedHelp')}
          />
        )}
        <LoadButton amountMinor={amountMinor} does={credit === null ? kind : 'more'} />
        {credit !== null && (
          <Button full onPress={onNew}>
            {t('credits.other')}
          </Button>
        )}
      </form>
      <AskedNotes asked={asked} />
    </section>
  );
}

type LoadButtonProps = {
  readonly amountMinor: number | null;
  readonly does: 'gift_card' | 'store_credit' | 'more';
};

function LoadButton({ amountMinor, does }: LoadButtonProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isEmpty = amountMinor === null || amountMinor === 0;
  return (
    <Button type="submit" rank="primary" scale="pay" full className="mt-auto flex-none" isDisabled={isEmpty}>
      <span>{isEmpty ? t('credits.do.none') : t(`credits.do.${does}`, { amount: writing.amount(amountMinor) })}</span>
      <KeyCap tone="inherit">F12</KeyCap>
    </Button>
  );
}

function useLoad(credit: Credit | null, onLoaded: (loaded: Loaded) => void) {
  const { currencyPlaces } = useWriting();
  const { send } = useTillClient();
  const draft = useTender();
  const [kind, setKind] = useState<(typeof KINDS)[number]>('gift_card');
  const [entry, setEntry] = useState(emptyEntry(currencyPlaces));
  const [code, setCode] = useState('');
  const [isGiven, setIsGiven] = useState(false);
  const asked = useApproved<Loaded>(onLoaded);
  const amountMinor = entryUnits(entry);
  const run = () => {
    if (amountMinor === null || amountMinor === 0) return;
    const wanted = code.trim();
    asked.begin((approval) =>
      send(creditLoadCall, {
        credit: credit === null ? { kind, ...(wanted === '' ? {} : { code: wanted }) } : { creditId: credit.creditId },
        amountMinor: minor(amountMinor),
        tenders: isGiven ? [] : [draft.tenderFor(amountMinor)],
        ...(approval === undefined ? {} : { approval }),
      }),
    );
  };
  return { draft, kind, setKind, entry, setEntry, code, setCode, isGiven, setIsGiven, asked, amountMinor, run };
}
