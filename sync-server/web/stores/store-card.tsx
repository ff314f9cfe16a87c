import type { StoreAnswer, TillRow } from '#shared/api/store-endpoints.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { Card } from '../parts/card.tsx';
import { useMay } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { writtenCount } from '../words/written-numbers.ts';
import { writtenAgo } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { TillBadge } from './till-badge.tsx';
import { tillWord } from './till-state.ts';

type StoreCardProps = {
  readonly store: StoreAnswer;
  readonly tills: readonly TillRow[];
  readonly nowMs: number;
  readonly onCode: (replaces: TillRow | null) => void;
  readonly onRevoke: (till: TillRow) => void;
};

/** One store, its tills, and how each of them is. */
export function StoreCard({ store, tills, nowMs, onCode, onRevoke }: StoreCardProps) {
  const say = useSay();
  const may = useMay();
  return (
    <Card label={store.name}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-3 pb-1 lap:px-5">
        <h2 className="text-md">{store.name}</h2>
        <Badge>{store.code}</Badge>
        {!store.isActive && <Badge tone="warn">{say('store_closed')}</Badge>}
        <span className="min-w-0 flex-1 truncate text-muted">{store.address}</span>
        {may('tills.write') && store.isActive && <Button onPress={() => onCode(null)}>{say('new_code')}</Button>}
      </header>
      {tills.length === 0 ? (
        <p className="px-4 py-3 text-muted lap:px-5">{say('store_no_tills')}</p>
      ) : (
        <>
          <TillTable tills={tills} nowMs={nowMs} onCode={onCode} onRevoke={onRevoke} />
          <TillRows tills={tills} nowMs={nowMs} onCode={onCode} onRevoke={onRevoke} />
        </>
      )}
    </Card>
  );
}

type TillsProps = Pick<StoreCardProps, 'tills' | 'nowMs' | 'onCode' | 'onRevoke'>;

function TillTable({ tills, nowMs, onCode, onRevoke }: TillsProps) {
  const say = useSay();
  const { locale } = useWritingRules();
  return (
    <div className="overflow-x-auto max-lap:hidden">
      <Table label={say('tills')}>
        <thead>
          <tr>
            <HeadCell>{say('col_till')}</HeadCell>
            <HeadCell>{say('col_state')}</HeadCell>
            <HeadCell>{say('col_seen')}</HeadCell>
            <HeadCell isFigure>{say('col_waiting')}</HeadCell>
            <HeadCell>{say('col_version')}</HeadCell>
            <HeadCell />
          </tr>
        </thead>
        <tbody>
          {tills.map((till) => (
            <tr key={till.id}>
              <Cell className="font-semi">{till.name}</Cell>
              <Cell>
                <TillBadge word={tillWord(till, nowMs)} />
              </Cell>
              <Cell className="tabular-nums">
                <LastSeen till={till} nowMs={nowMs} />
              </Cell>
              <Cell isFigure>{till.waitingKnown === 0 ? '' : writtenCount(till.waitingKnown, locale)}</Cell>
              <Cell className="text-muted">{till.appVersion ?? ''}</Cell>
              <Cell className="text-right">
                <TillActions till={till} onCode={onCode} onRevoke={onRevoke} />
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function TillRows({ tills, nowMs, onCode, onRevoke }: TillsProps) {
  const say = useSay();
  return (
    <ul className="mx-4 divide-y divide-line lap:hidden">
      {tills.map((till) => (
        <li key={till.id} className="grid gap-2 py-3">
          <span className="flex items-center justify-between gap-2">
            <b>{till.name}</b>
            <TillBadge word={tillWord(till, nowMs)} />
          </span>
          <span className="flex items-center justify-between gap-2 text-sm text-muted">
            <LastSeen till={till} nowMs={nowMs} />
            {till.waitingKnown > 0 && <span>{say('till_waiting', { count: till.waitingKnown })}</span>}
          </span>
          <TillActions till={till} onCode={onCode} onRevoke={onRevoke} />
        </li>
      ))}
    </ul>
  );
}

function LastSeen({ till, nowMs }: { readonly till: TillRow; readonly nowMs: number }) {
  const say = useSay();
  const rules = useWritingRules();
  return <>{till.lastSeenAt === null ? say('never') : writtenAgo(Date.parse(till.lastSeenAt), nowMs, rules, say)}</>;
}

function TillActions({ till, onCode, onRevoke }: Pick<TillsProps, 'onCode' | 'onRevoke'> & { readonly till: TillRow }) {
  const say = useSay();
  const may = useMay();
  if (!may('tills.write') || till.status !== 'active') return null;
  return (
    <span className="flex gap-1 lap:justify-end">
      <Button rank="quiet" aria-label={say('replace_till', { till: till.name })} onPress={() => onCode(till)}>
        {say('replace')}
      </Button>
      <Button
        rank="quiet"
        className="text-bad"
        aria-label={say('revoke_till', { till: till.name })}
        onPress={() => onRevoke(till)}
      >
        {say('revoke')}
      </Button>
    </span>
  );
}
