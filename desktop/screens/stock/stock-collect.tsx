import { CircleAlert, ScanBarcode } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Note } from '#shared/ui/note.tsx';
import type { StockMode } from '../parts/place.tsx';
import { hitId, SearchHits } from '../parts/search-hits.tsx';
import { SearchBox } from '../parts/search-box.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import { SavedLevels } from './saved-levels.tsx';
import { StockLineRow } from './stock-line-row.tsx';
import type { StockNotice } from './use-stock-find.ts';
import type { StockWork } from './use-stock-work.ts';

/** The left side: the search, what has to be said, and the collected lines; after a saving, what lies here now. */
export function StockCollect({ mode, work }: { readonly mode: StockMode; readonly work: StockWork }) {
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
          <Notice notice={work.notice} work={work} />
          {work.draft.lines.length === 0 ? <NoLines mode={mode} work={work} /> : <Lines mode={mode} work={work} />}
        </div>
      ) : (
        <SearchHits
          text={search.text}
          items={search.hits}
          isKnown={search.isKnown}
          active={search.active}
          onPick={({ variantId }) => work.pick(variantId)}
        />
      )}
    </>
  );
}

function Notice({ notice, work }: { readonly notice: StockNotice | null; readonly work: StockWork }) {
  const { t } = useTranslation();
  if (notice === null) return null;
  if (notice.kind === 'refused') return <WhyNote notDone={notice.notDone} />;
  if (notice.kind === 'not-kept') {
    return (
      <Note tone="warn" icon={CircleAlert} role="alert">
        {t('stock.work.notKept', { name: notice.name })}
      </Note>
    );
  }
  return (
    <Note
      icon={ScanBarcode}
      role="alert"
      title={t('stock.work.which')}
      actions={notice.items.map((found) => (
        <Button key={found.item.variantId} onPress={() => work.take(found, notice.times)}>
          {found.item.name}
        </Button>
      ))}
    />
  );
}

function NoLines({ mode, work }: { readonly mode: StockMode; readonly work: StockWork }) {
  const { t } = useTranslation();
  if (work.saved !== null) return <SavedLevels saved={work.saved} />;
  return (
    <div className="my-auto">
      <EmptyState icon={ScanBarcode} title={t(`stock.work.empty.${mode}`)}>
        {t(`stock.work.emptyHelp.${mode}`)}
      </EmptyState>
    </div>
  );
}

function Lines({ mode, work }: { readonly mode: StockMode; readonly work: StockWork }) {
  const { t } = useTranslation();
  const chosenId = work.chosen?.id ?? null;
  const quantity = work.chosen?.quantity;
  // The scroll position is the document's: a new or changed line comes into sight by itself.
  useEffect(() => {
    if (chosenId !== null) document.getElementById(`stock-${chosenId}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosenId, quantity]);
  return (
    <ol
      aria-label={t('stock.work.lines')}
      className="flex-none overflow-hidden rounded-lg border border-line bg-surface"
    >
      {work.draft.lines.map((line) => (
        <StockLineRow key={line.id} line={line} mode={mode} work={work} />
      ))}
    </ol>
  );
}
