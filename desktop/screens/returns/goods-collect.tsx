import { ScanBarcode } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Note } from '#shared/ui/note.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { hitId, SearchHits } from '../parts/search-hits.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import { GoodsRow } from './goods-row.tsx';
import type { GoodsNotice } from './use-goods-find.ts';
import type { GoodsWork } from './use-goods-back.ts';

/** The left side: the search, what has to be said, and the goods that came back. */
export function GoodsCollect({ work }: { readonly work: GoodsWork }) {
  const { search } = work;
  const active = search.hits[search.active];
  return (
    <>
      <div className="flex flex-none px-5 pt-4 pb-3">
        <SearchBox
          text={search.text}
          prefixMilli={search.prefixMilli}
          activeId={active === undefined ? undefined : hitId(active)}
          onType={search.type}
          onKey={search.onKey}
          field={search.field}
        />
      </div>
      {search.text === '' ? (
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-5 pb-4 [scrollbar-width:thin] small:overflow-visible">
          <Notice notice={work.notice} />
          {work.draft.lines.length === 0 ? <NoGoods /> : <Lines work={work} />}
        </div>
      ) : (
        <SearchHits
          text={search.text}
          items={search.hits}
          isKnown={search.isKnown}
          active={search.active}
          onPick={work.pick}
        />
      )}
    </>
  );
}

function Notice({ notice }: { readonly notice: GoodsNotice | null }) {
  const { t } = useTranslation();
  if (notice === null) return null;
  if (notice.kind === 'refused') return <WhyNote notDone={notice.notDone} />;
  return (
    <Note
      icon={ScanBarcode}
      role="alert"
      title={t('refund.goods.which')}
      actions={notice.choices.map(({ id, name, take }) => (
        <Button key={id} onPress={take}>
          {name}
        </Button>
      ))}
    />
  );
}

function NoGoods() {
  const { t } = useTranslation();
  return (
    <div className="my-auto">
      <EmptyState icon={ScanBarcode} title={t('refund.goods.empty')}>
        {t('refund.goods.emptyHelp')}
      </EmptyState>
    </div>
  );
}

function Lines({ work }: { readonly work: GoodsWork }) {
  const { t } = useTranslation();
  const chosenId = work.chosen?.id ?? null;
  const quantity = work.chosen?.quantity;
  const { quantityField } = work;
  // Scroll position and focus are the document's: a new or changed line comes into sight by itself, and what has to be
  // weighed takes the weight that is typed next.
  useEffect(() => {
    if (chosenId !== null) document.getElementById(`goods-${chosenId}`)?.scrollIntoView({ block: 'nearest' });
    if (quantity === '') quantityField.current?.focus();
  }, [chosenId, quantity, quantityField]);
  return (
    <>
      <ol
        aria-label={t('refund.goods.lines')}
        className="flex-none overflow-hidden rounded-lg border border-line bg-surface"
      >
        {work.draft.lines.map((line) => (
          <GoodsRow key={line.id} line={line} work={work} />
        ))}
      </ol>
      <div className="flex flex-none items-center justify-between gap-3">
        <p className="text-sm text-muted">{t('refund.goods.kept')}</p>
        <Button rank="quiet" onPress={work.startOver}>
          {t('refund.goods.startOver')}
        </Button>
      </div>
    </>
  );
}
