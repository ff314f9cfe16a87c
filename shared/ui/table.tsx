import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

type TableProps = {
  readonly label: string;
  readonly children: ReactNode;
  /** Rows that lead nowhere do not answer to the pointer. */
  readonly isStill?: boolean;
  readonly className?: string;
};

/** A table with quiet heads, figures to the right, rows of 44 px and totals under a strong line. */
export function Table({ label, children, isStill = false, className }: TableProps) {
  return (
    <table
      aria-label={label}
      className={classNames(
        'w-full border-collapse [&_tbody_tr:last-child_td]:border-b-0 [&_tfoot_td]:border-t-[1.5px] [&_tfoot_td]:border-b-0 [&_tfoot_td]:border-t-line-strong [&_tfoot_td]:font-semi',
        !isStill && '[&_tbody_tr:hover_td]:bg-hover',
        className,
      )}
    >
      {children}
    </table>
  );
}

type CellProps = {
  readonly children?: ReactNode;
  /** A figure: to the right, its digits in columns. */
  readonly isFigure?: boolean;
  readonly className?: string;
  readonly colSpan?: number;
};

export function HeadCell({ children, isFigure = false, className, colSpan }: CellProps) {
  return (
    <th
      scope="col"
      colSpan={colSpan}
      className={classNames(
        'h-9 border-b border-line px-3 text-2xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5',
        isFigure ? 'text-right' : 'text-left',
        className,
      )}
    >
      {children}
    </th>
  );
}

export function Cell({ children, isFigure = false, className, colSpan }: CellProps) {
  return (
    <td
      colSpan={colSpan}
      className={classNames(
        'h-11 border-b border-line px-3 whitespace-nowrap first:pl-5 last:pr-5',
        isFigure && 'text-right tabular-nums',
        className,
      )}
    >
      {children}
    </td>
  );
}
