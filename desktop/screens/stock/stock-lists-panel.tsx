import { PackageCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { stockExpiringCall, stockLowCall } from '#shared/till-calls/stock-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { type TillPages, useTillPages } from '../till-client/use-till-pages.ts';
import { batchWords } from './batch-words.ts';
import { useEnoughRows } from './use-enough-rows.ts';

const KINDS = ['low', 'expiring'] as const;
type Kind = (typeof KINDS)[number];

/** What runs low and what expires in this store; a row leads to what lies on the shelf. */
export function StockListsPanel() {
  const { t } = useTranslation();
  const [kind, setKind] = useState<Kind>('low');
  return (
    <SidePanel title={t('stock.lists.title')}>
      <Segments
        label={t('stock.lists.which')}
        isFull
        chosen={kind}
        onChoose={setKind}
        choices={KINDS.map((each) => ({ value: each, words: t(`stock.lists.kinds.${each}`) }))}
      />
      {kind === 'low' ? <LowList /> : <ExpiringList />}
    </SidePanel>
  );
}

function LowList() {
  const list = useTillPages(stockLowCall, {
    of: 'low',
    inputFrom: (after: { name: string; productId: string } | null) => ({ after }),
    nextOf: ({ next }) => next,
  });
  const items = list.pages.flatMap((page) => page.items);
  return (
    <ListFrame kind="low" list={list} count={items.length}>
      {items.map((item) => (
        <Row key={item.variantId} variantId={item.variantId} name={item.name} detail={item.sku}>
          <Left quantityMilli={item.onHandMilli ?? 0} unit={item.unit} isBad={(item.onHandMilli ?? 0) <= 0} />
        </Row>
      ))}
    </ListFrame>
  );
}

function ExpiringList() {
  const { t } = useTranslation();
  const writing = useWriting();
  const list = useTillPages(stockExpiringCall, {
    of: 'expiring',
    inputFrom: (after: { expiresOn: string; batchId: string } | null) => ({ after }),
    nextOf: ({ next }) => next,
  });
  const batches = list.pages.flatMap((page) => page.batches);
  return (
    <ListFrame kind="expiring" list={list} count={batches.length}>
      {batches.map(({ batch, variantId, name, unit, onHandMilli, isExpired }) => (
        <Row key={batch.batchId} variantId={variantId} name={name} detail={batchWords(batch, writing, t)}>
          {isExpired ? (
            <Badge tone="bad">{t('stock.lists.expired')}</Badge>
          ) : (
            <Left quantityMilli={onHandMilli} unit={unit} isBad={false} />
          )}
        </Row>
      ))}
    </ListFrame>
  );
}

type ListFrameProps = {
  readonly kind: Kind;
  readonly list: TillPages<unknown>;
  readonly count: number;
  readonly children: ReactNode;
};

function ListFrame({ kind, list, count, children }: ListFrameProps) {
  const { t } = useTranslation();
  const isLooking = useEnoughRows(list, count);
  return (
    <>
      <WhyNote notDone={list.notDone} />
      {list.isKnown && count === 0 && !isLooking && (
        <EmptyState icon={PackageCheck} title={t(`stock.lists.nothing.${kind}`)}>
          {t(`stock.lists.nothingHelp.${kind}`)}
        </EmptyState>
      )}
      <ul aria-label={t(`stock.lists.kinds.${kind}`)} className="grid">
        {children}
      </ul>
      {list.hasMore && !isLooking && (
        <Button full onPress={list.more}>
          {t('stock.lists.more')}
        </Button>
      )}
    </>
  );
}

function Left({
  quantityMilli,
  unit,
  isBad,
}: {
  readonly quantityMilli: number;
  readonly unit: string;
  readonly isBad: boolean;
}) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <Badge tone={isBad ? 'bad' : 'warn'}>
      {unit === 'piece'
        ? t('sell.tile.left', { quantity: writing.quantity(quantityMilli) })
        : t('stock.lists.left', { quantity: writing.quantity(quantityMilli), unit })}
    </Badge>
  );
}

type RowProps = {
  readonly variantId: string;
  readonly name: string;
  readonly detail: string;
  readonly children: ReactNode;
};

function Row({ variantId, name, detail, children }: RowProps) {
  const { open } = usePlace();
  return (
    <li className="border-b border-line last:border-b-0">
      <PressButton
        onPress={() => open({ panel: 'stock', variantId })}
        className="flex min-h-(--size-target-lg) w-full items-center justify-between gap-3 rounded-md px-2 text-left hover:bg-hover active:bg-press"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{name}</span>
          {detail !== '' && <span className="block text-xs text-muted tabular-nums">{detail}</span>}
        </span>
        {children}
      </PressButton>
    </li>
  );
}
