import { PackageX, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#shared/ui/icon.tsx';
import { Segments } from '#shared/ui/segments.tsx';

type WhereToProps = {
  readonly label: string;
  readonly restock: boolean;
  readonly onChoose: (restock: boolean) => void;
};

/** Whether goods that come back can be sold again. */
export function WhereTo({ label, restock, onChoose }: WhereToProps) {
  const { t } = useTranslation();
  return (
    <Segments
      label={label}
      isFull
      chosen={restock ? 'shelf' : 'aside'}
      onChoose={(next) => onChoose(next === 'shelf')}
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
  );
}
