import { Card } from '../parts/card.tsx';
import { Waiting } from '../parts/waiting.tsx';
import { useMay } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { DrawersCard } from './drawers-card.tsx';
import { PaidByCard } from './paid-by-card.tsx';
import { SoldMostCard } from './sold-most-card.tsx';
import { storeLines } from './store-lines.ts';
import { StoreRows } from './store-rows.tsx';
import { StoreTable } from './store-table.tsx';
import type { SeenTill } from './till-groups.ts';
import { TillsCard } from './tills-card.tsx';
import type { useToday } from './use-today.ts';

type TodayDetailsProps = {
  readonly shown: ReturnType<typeof useToday>;
  readonly tills: readonly SeenTill[];
  readonly store: string | undefined;
};

/** The stores, the tills, the drawers, what sold most and how it was paid. */
export function TodayDetails({ shown, tills, store }: TodayDetailsProps) {
  const say = useSay();
  const may = useMay();
  const { stores, products, endOfDay, isToday, nowMs, date } = shown;
  const lines = stores.data === undefined ? [] : storeLines(stores.data.data, tills);
  const closed = endOfDay.data?.data;
  return (
    <>
      <div className="grid gap-4 lap:grid-cols-[minmax(0,1fr)_19rem]">
        {stores.data === undefined ? (
          <Card>
            <Waiting query={stores} page={say('by_store')} />
          </Card>
        ) : (
          <>
            <StoreTable summary={stores.data.data} lines={lines} nowMs={nowMs} />
            <StoreRows day={date} lines={lines} nowMs={nowMs} />
          </>
        )}
        {may('tills.read') && <TillsCard tills={tills} nowMs={nowMs} />}
      </div>
      <div className="grid gap-4 lap:grid-cols-3">
        {closed === undefined ? (
          <Card>
            <Waiting query={endOfDay} page={say('drawers')} />
          </Card>
        ) : (
          <DrawersCard shifts={closed.shifts} isToday={isToday} />
        )}
        {products.data === undefined ? (
          <Card>
            <Waiting query={products} page={say('sold_most')} />
          </Card>
        ) : (
          <SoldMostCard summary={products.data.data} />
        )}
        {closed !== undefined && <PaidByCard endOfDay={closed} store={store} />}
      </div>
    </>
  );
}
