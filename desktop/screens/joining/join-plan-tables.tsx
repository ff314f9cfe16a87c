import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import type { JoinPlan } from './use-joining.ts';

type Matched = JoinPlan['products'][number];

/** More rows say nothing that a person at a till would read. */
const ROWS_MAX = 100;

/** What would become of the products and people of this till; nothing of it is done before the owner says so. */
export function JoinPlanTables({ plan }: { readonly plan: JoinPlan | null }) {
  const { t } = useTranslation();
  if (plan === null)
    return <Skeleton label={t('join.plan.products')} bars={['h-6 w-60', 'h-40 w-full', 'h-6 w-60', 'h-24 w-full']} />;
  return (
    <div className="flex flex-col gap-4">
      <MatchedTable title={t('join.plan.products')} rows={plan.products} alone={t('join.plan.comes')} />
      <MatchedTable title={t('join.plan.staff')} rows={plan.staff} alone={t('join.plan.off')} />
    </div>
  );
}

type MatchedTableProps = {
  readonly title: string;
  readonly rows: readonly Matched[];
  /** What becomes of one that the business lacks. */
  readonly alone: string;
};

function MatchedTable({ title, rows, alone }: MatchedTableProps) {
  const { t } = useTranslation();
  if (rows.length === 0) return null;
  const same = rows.filter((row) => row.with !== null).length;
  const shown = rows.slice(0, ROWS_MAX);
  return (
    <section className="flex-none rounded-lg border border-line bg-surface">
      <header className="flex flex-wrap items-center justify-between gap-x-3 px-5 pt-4 pb-2">
        <h3>{title}</h3>
        <span className="flex flex-wrap gap-x-3 text-xs text-muted">
          {same > 0 && <span>{t('join.plan.same', { count: same })}</span>}
          {same < rows.length && <span>{t('join.plan.new', { count: rows.length - same })}</span>}
          {shown.length < rows.length && (
            <span>{t('join.plan.some', { shown: shown.length, total: rows.length })}</span>
          )}
        </span>
      </header>
      <Table label={title} isStill>
        <thead>
          <tr>
            <HeadCell>{t('join.plan.here')}</HeadCell>
            <HeadCell>{t('join.plan.there')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.id}>
              <Cell className="w-1/2 max-w-0 truncate">{row.name}</Cell>
              <Cell className="w-1/2 max-w-0 truncate">
                {row.with === null ? (
                  <Badge tone="info">{alone}</Badge>
                ) : (
                  <>
                    {row.with.name}
                    {row.by !== null && <span className="text-xs text-muted"> {t(`join.plan.by.${row.by}`)}</span>}
                  </>
                )}
              </Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}
