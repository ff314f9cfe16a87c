import { Link } from '@tanstack/react-router';
import type { SalesSummary } from '#shared/api/reports.ts';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { Card, CardHead } from '../parts/card.tsx';
import { ChangeDelta } from '../parts/change-delta.tsx';
import { LINK, QUIET_LINK } from '../parts/link-look.ts';
import { ShareBar } from '../parts/share-bar.tsx';
import { useSay } from '../words/words.ts';
import { writtenCount, writtenHeadline, writtenPercent } from '../words/written-numbers.ts';
import { writtenAgo, writtenMoment, writtenWeekday } from '../words/written-times.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { comparedWith } from './compared-with.ts';
import type { StoreLine } from './store-lines.ts';

type StoreTableProps = { readonly summary: SalesSummary; readonly lines: readonly StoreLine[]; readonly nowMs: number };

/** The stores beside each other: a table on a laptop. */
export function StoreTable({ summary, lines, nowMs }: StoreTableProps) {
  const say = useSay();
  const rules = useWritingRules();
  const { from, to } = summary;
  const weekday = writtenWeekday(summary.beforeFrom, rules.locale, 'short');
  return (
    <Card className="max-lap:hidden">
      <CardHead title={say('by_store')}>
        <Link to="/reports" search={{ from, to, by: 'store' }} className={LINK}>
          {say('sales_report')}
        </Link>
      </CardHead>
      <div className="mt-1 overflow-x-auto">
        <Table
          label={say('by_store')}
          className="max-wide:[&_td:not(:first-child,:last-child)]:px-2 max-wide:[&_th:not(:first-child,:last-child)]:px-2"
        >
          <thead>
            <tr>
              <HeadCell>{say('store')}</HeadCell>
              <HeadCell isFigure>{say('sales')}</HeadCell>
              <HeadCell isFigure>{say('last_short', { weekday })}</HeadCell>
              <HeadCell isFigure>{say('change')}</HeadCell>
              <HeadCell isFigure>{say('margin')}</HeadCell>
              <HeadCell isFigure>{say('baskets')}</HeadCell>
              <HeadCell>{say('share')}</HeadCell>
              <HeadCell>{say('heard')}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <StoreRow key={line.id} line={line} day={summary.from} nowMs={nowMs} />
            ))}
          </tbody>
          {lines.length > 1 && <AllStores summary={summary} />}
        </Table>
      </div>
    </Card>
  );
}

function StoreChange({ line }: { readonly line: StoreLine }) {
  const say = useSay();
  if (line.silent.length > 0) return <span className="text-muted">{say('not_whole')}</span>;
  return line.before === null ? null : <ChangeDelta now={line.figures.netMinor} before={line.before.netMinor} />;
}

/** Which till was silent since when, or how long ago the oldest sign came. */
export function HeardFrom({ line, nowMs }: { readonly line: StoreLine; readonly nowMs: number }) {
  const say = useSay();
  const rules = useWritingRules();
  const [silent] = line.silent;
  if (silent !== undefined) {
    const time = silent.lastSeenAt === null ? say('never') : writtenMoment(Date.parse(silent.lastSeenAt), nowMs, rules);
    return <b className="text-warn">{say('till_since', { till: silent.tillName, time })}</b>;
  }
  if (line.heardMs === null) return null;
  return <span className="text-muted">{say('all_tills', { when: writtenAgo(line.heardMs, nowMs, rules, say) })}</span>;
}

function writtenMargin(ppm: number | null, locale: string): string {
  return ppm === null ? '–' : writtenPercent(ppm, locale);
}

type StoreRowProps = { readonly line: StoreLine; readonly day: string; readonly nowMs: number };

function StoreRow({ line, day, nowMs }: StoreRowProps) {
  const rules = useWritingRules();
  return (
    <tr>
      <Cell>
        <Link to="/sales" search={{ from: day, to: day, store: line.id }} className={`${QUIET_LINK} font-semi`}>
          {line.name}
        </Link>
      </Cell>
      <Cell isFigure className="font-semi">
        {writtenHeadline(line.figures.netMinor, rules)}
      </Cell>
      <Cell isFigure className="text-muted">
        {line.before === null ? '–' : writtenHeadline(line.before.netMinor, rules)}
      </Cell>
      <Cell isFigure>
        <StoreChange line={line} />
      </Cell>
      <Cell isFigure>{writtenMargin(line.figures.marginPpm, rules.locale)}</Cell>
      <Cell isFigure>{writtenCount(line.figures.saleCount, rules.locale)}</Cell>
      <Cell>
        <span className="flex items-center gap-2 tabular-nums">
          <ShareBar ppm={line.barPpm} gapPpm={line.gapPpm} className="flex-1" />
          {writtenPercent(line.sharePpm, rules.locale)}
        </span>
      </Cell>
      <Cell>
        <HeardFrom line={line} nowMs={nowMs} />
      </Cell>
    </tr>
  );
}

function AllStores({ summary }: { readonly summary: SalesSummary }) {
  const say = useSay();
  const rules = useWritingRules();
  const { total } = summary;
  const before = comparedWith(summary);
  return (
    <tfoot>
      <tr>
        <Cell>{say('all_stores')}</Cell>
        <Cell isFigure>{writtenHeadline(total.netMinor, rules)}</Cell>
        <Cell isFigure>{writtenHeadline(before.netMinor, rules)}</Cell>
        <Cell isFigure>
          <ChangeDelta now={total.netMinor} before={before.netMinor} />
        </Cell>
        <Cell isFigure>{writtenMargin(total.marginPpm, rules.locale)}</Cell>
        <Cell isFigure>{writtenCount(total.saleCount, rules.locale)}</Cell>
        <Cell />
        <Cell />
      </tr>
    </tfoot>
  );
}
