import { useTranslation } from 'react-i18next';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';

const REASONS = ['damaged', 'wrong', 'changedMind', 'expired', 'other'] as const;

/** Why goods come back, in the words that go on the record. */
export function ReasonChips({
  reason,
  onChoose,
}: {
  readonly reason: string;
  readonly onChoose: (reason: string) => void;
}) {
  const { t } = useTranslation();
  const usual = REASONS.map((id) => ({ id, words: t(`refund.reasons.${id}`) }));
  return (
    <div>
      <h3 className="mb-2">{t('refund.why')}</h3>
      <ChipGroup
        label={t('refund.why')}
        chosen={usual.find(({ words }) => words === reason)?.id ?? null}
        onChoose={(id) => onChoose(usual.find((each) => each.id === id)?.words ?? '')}
      >
        {usual.map(({ id, words }) => (
          <Chip key={id} id={id}>
            {words}
          </Chip>
        ))}
      </ChipGroup>
    </div>
  );
}
