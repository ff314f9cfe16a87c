import { useTranslation } from 'react-i18next';
import { ReasonChips } from './reason-chips.tsx';
import type { Refund } from './use-refund.ts';
import { WhereTo } from './where-to.tsx';

/** Why it comes back, and where the goods go. */
export function RefundWhy({ refund }: { readonly refund: Refund }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3">
      <ReasonChips reason={refund.reason} onChoose={refund.setReason} />
      <div>
        <h3 className="mb-2">{t('refund.where')}</h3>
        <WhereTo label={t('refund.where')} restock={refund.restock} onChoose={refund.setRestock} />
      </div>
    </div>
  );
}
