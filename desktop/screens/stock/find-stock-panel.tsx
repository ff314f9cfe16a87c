import { useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { catalogueSearchCall } from '#shared/till-calls/catalogue-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { usePlace } from '../parts/place.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';

/** Finds an item to see what lies on the shelf of it. */
export function FindStockPanel() {
  const { t } = useTranslation();
  const writing = useWriting();
  const { open } = usePlace();
  const [text, setText] = useState('');
  const { value } = useTillQuery(catalogueSearchCall, { text, limit: 20 }, { isOn: text.trim() !== '' });
  const items = text.trim() === '' ? [] : (value?.items ?? []);
  return (
    <SidePanel title={t('stock.title')}>
      <Field label={t('stock.search')} value={text} onChange={setText} maxLength={100} />
      <ul aria-label={t('stock.found')} className="grid">
        {items.map((item) => (
          <li key={item.variantId}>
            <PressButton
              onPress={() => open({ panel: 'stock', variantId: item.variantId })}
              className="flex min-h-(--size-target) w-full items-center justify-between gap-3 rounded-md px-3 hover:bg-hover active:bg-press"
            >
              <span className="min-w-0 flex-1 font-medium">{item.name}</span>
              {item.onHandMilli !== null && (
                <span className="text-sm text-muted tabular-nums">{writing.quantity(item.onHandMilli)}</span>
              )}
            </PressButton>
          </li>
        ))}
      </ul>
      {text.trim() === '' && (
        <Button full onPress={() => open({ panel: 'stock-lists' })}>
          {t('stock.lists.title')}
        </Button>
      )}
    </SidePanel>
  );
}
