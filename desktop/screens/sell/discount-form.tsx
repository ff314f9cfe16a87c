import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { emptyEntry, entryOf, entryUnits } from '../parts/number-entry.ts';
import { useSession } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';

const REASONS = ['dented', 'nearExpiry', 'agreedPrice', 'staff'] as const;
type Kind = 'percent' | 'amount';

/** A discount as the till takes it, and why it is given. */
export type GivenDiscount =
  | { readonly kind: 'percent'; readonly ppm: number }
  | { readonly kind: 'amount'; readonly amountMinor: number };

/** A hundredth of a percent, in parts per million. */
const PPM_PER_STEP = 100;

function discountOf(kind: Kind, units: number | null): GivenDiscount | null {
  if (units === null || units === 0) return null;
  return kind === 'percent' ? { kind, ppm: units * PPM_PER_STEP } : { kind, amountMinor: units };
}

/** Percent or amount, how much, and why. */
export function DiscountForm({ onGive }: { readonly onGive: (discount: GivenDiscount, reason: string) => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { limits } = useSession();
  const [kind, setKind] = useState<Kind>('percent');
  const [entry, setEntry] = useState(emptyEntry(2));
  const [reason, setReason] = useState('');
  const given = discountOf(kind, entryUnits(entry));
  const unit =
    kind === 'percent'
      ? t('sell.discount.limit', { limit: writing.percent(limits.discountPpm) })
      : writing.currencySign;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (given !== null) onGive(given, reason);
      }}
    >
      <Segments
        label={t('sell.discount.kind')}
        isFull
        chosen={kind}
        onChoose={(next) => {
          setKind(next);
          setEntry(emptyEntry(next === 'percent' ? 2 : writing.currencyPlaces));
        }}
        choices={[
          { value: 'percent', words: t('sell.discount.percent') },
          { value: 'amount', words: t('sell.discount.amount') },
        ]}
      />
      <Field
        label={t('sell.discount.value')}
        hidesLabel
        inputMode="decimal"
        value={entry.text}
        onChange={(typed) => setEntry(entryOf(typed, entry.places))}
        trail={<span className="whitespace-nowrap text-muted">{unit}</span>}
      />
      <DiscountReason reason={reason} onChange={setReason} />
      <Button type="submit" rank="primary" scale="choice" full isDisabled={given === null}>
        {t('sell.discount.give')}
      </Button>
    </form>
  );
}

/** Why: one of the usual reasons, or typed. */
function DiscountReason({
  reason,
  onChange,
}: {
  readonly reason: string;
  readonly onChange: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const usual = REASONS.map((id) => ({ id, words: t(`sell.discount.reasons.${id}`) }));
  return (
    <>
      <ChipGroup
        label={t('sell.discount.reasonUsual')}
        chosen={usual.find(({ words }) => words === reason)?.id ?? null}
        onChoose={(id) => onChange(usual.find((each) => each.id === id)?.words ?? '')}
        mayBeEmpty
      >
        {usual.map(({ id, words }) => (
          <Chip key={id} id={id}>
            {words}
          </Chip>
        ))}
      </ChipGroup>
      <Field label={t('sell.discount.reason')} value={reason} onChange={onChange} maxLength={120} />
    </>
  );
}
