import { useTranslation } from 'react-i18next';
import { isCreditMethod } from '#shared/credit/credit-kinds.ts';
import { STARTING_STATES } from '#shared/sale/tender.ts';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { AmountField } from './amount-field.tsx';
import type { MoneyWay, TenderDraft } from './use-tender.ts';

type TenderFieldsProps = {
  readonly draft: TenderDraft;
  readonly ways: readonly MoneyWay[];
};

/** How they pay, and what that way carries: cash that was handed over, a reference, a code. Never a card number. */
export function TenderFields({ draft, ways }: TenderFieldsProps) {
  const { t } = useTranslation();
  const { way } = draft;
  const states = STARTING_STATES[way];
  const known = way === 'card' ? 'pay.approved' : 'pay.seen';
  const isCredit = isCreditMethod(way);
  return (
    <>
      <ChipGroup
        label={t('pay.how')}
        chosen={way}
        onChoose={(chosen) => {
          const next = ways.find((each) => each === chosen);
          if (next !== undefined) draft.choose(next);
        }}
      >
        {ways.map((each) => (
          <Chip key={each} id={each}>
            {t(`pay.ways.${each}`)}
          </Chip>
        ))}
      </ChipGroup>
      {states.length > 1 && (
        <Segments
          label={t('pay.isItThere')}
          isFull
          chosen={draft.state}
          onChoose={draft.setState}
          choices={states.map((state) => ({ value: state, words: t(state === 'pending' ? 'pay.pendingWord' : known) }))}
        />
      )}
      {way === 'cash' ? (
        <AmountField
          label={t('tender.handed')}
          entry={draft.handed}
          onChange={draft.setHanded}
          help={t('tender.handedHelp')}
        />
      ) : (
        <Field
          label={t(isCredit ? 'pay.codeLabel' : 'pay.referenceLabel')}
          value={draft.reference}
          onChange={draft.setReference}
          maxLength={64}
          help={t(isCredit ? 'pay.codeHelp' : way === 'card' ? 'pay.cardHelp' : 'pay.referenceHelp')}
        />
      )}
    </>
  );
}
