import { PackageX, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import type { Refund } from './use-refund.ts';

const REASONS = ['damaged', 'wrong', 'changedMind', 'expired', 'other'] as const;

/** Why it comes back, and where the goods go. */
export function RefundWhy({ refund }: { readonly refund: Refund }) {
  const { t } = useTranslation();
  const usual = REASONS.map((id) => ({ id, words: t(`refund.reasons.${id}`) }));
  return (
    <div className="grid gap-3">
      <div>
        <h3 className="mb-2">{t('refund.why')}</h3>
        <ChipGroup
          label={t('refund.why')}
          chosen={usual.find(({ words }) => words === refund.reason)?.id ?? null}
          onChoose={(id) => refund.setReason(usual.find((each) => each.id === id)?.words ?? '')}
        >
          {usual.map(({ id, words }) => (
            <Chip key={id} id={id}>
              {words}
            </Chip>
          ))}
        </ChipGroup>
      </div>
      <div>
        <h3 className="mb-2">{t('refund.where')}</h3>
        <Segments
          label={t('refund.where')}
          isFull
          chosen={refund.restock ? 'shelf' : 'aside'}
          onChoose={(next) => refund.setRestock(next === 'shelf')}
          choices={[
            {
              value: 'shelf',
              words: (
                <>
                  <Icon of={Undo2} />
                  {t('refund.shelf')}
                </>
              ),
            },
            {
              value: 'aside',
              words: (
                <>
                  <Icon of={PackageX} />
                  {t('refund.aside')}
                </>
              ),
            },
          ]}
        />
      </div>
    </div>
  );
}
