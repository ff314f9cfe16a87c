import { CircleAlert, ScanBarcode } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { usePlace } from '../parts/place.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { TillWarnings } from '../parts/till-warnings.tsx';
import { useWhyNot } from '../parts/use-why-not.ts';
import { useWriting } from '../parts/use-writing.ts';
import type { SellNotice } from './use-sell.ts';

type SellNoticesProps = {
  readonly notice: SellNotice | null;
  readonly onDismiss: () => void;
  readonly onSearch: () => void;
};

/** Notes above the tiles: they push the tiles down, and go by themselves with the next thing that works. */
export function SellNotices({ notice, onDismiss, onSearch }: SellNoticesProps) {
  const { warnings } = useTillState();
  if (notice === null && warnings.length === 0) return null;
  return (
    <div className="grid flex-none gap-2 px-4 pb-3">
      <TillWarnings />
      {notice !== null && <NoticeNote notice={notice} onDismiss={onDismiss} onSearch={onSearch} />}
    </div>
  );
}

function NoticeNote({ notice, onDismiss, onSearch }: SellNoticesProps & { readonly notice: SellNotice }) {
  const { t } = useTranslation();
  const whyNot = useWhyNot();
  const { open } = usePlace();
  const writing = useWriting();
  const close = <Button onPress={onDismiss}>{t('keys.close')}</Button>;
  if (notice.kind === 'many') {
    const quantity = writing.quantity(notice.quantityMilli);
    return (
      <Note
        tone="warn"
        icon={CircleAlert}
        role="alert"
        title={t('sell.many.title', { quantity })}
        actions={
          <>
            <Button onPress={notice.goOn}>{t('sell.many.goOn', { quantity })}</Button>
            {close}
          </>
        }
      >
        {t('sell.many.help')}
      </Note>
    );
  }
  const { notDone, scanned } = notice;
  if (scanned !== null && notDone.kind === 'refusal' && notDone.refusal === 'barcode_unknown') {
    const add = () => {
      onDismiss();
      open({ panel: 'add-product', ...scanned });
    };
    return (
      <Note
        tone="bad"
        icon={ScanBarcode}
        role="alert"
        title={t('sell.unknownCode.title', { code: scanned.code })}
        actions={
          <>
            <Button onPress={add}>{t('sell.unknownCode.add')}</Button>
            <Button onPress={onSearch}>{t('sell.unknownCode.search')}</Button>
            {close}
          </>
        }
      >
        {t('sell.unknownCode.help')}
      </Note>
    );
  }
  return (
    <Note tone="bad" icon={CircleAlert} role="alert" actions={close}>
      {whyNot(notDone)}
    </Note>
  );
}
