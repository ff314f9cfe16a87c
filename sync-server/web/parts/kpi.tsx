import type { ReactNode } from 'react';
import { classNames } from '#shared/ui/class-names.ts';
import type { FigureParts } from '#shared/ui/figure.tsx';
import { Figure } from '#shared/ui/figure.tsx';

export type KpiScale = 'first' | 'report' | 'second';

const SCALES: Readonly<Record<KpiScale, string>> = {
  first: 'text-[2.75rem] lap:text-3xl',
  report: 'text-[2rem]',
  second: 'text-xl max-lap:text-[1.25rem]',
};

type KpiProps = {
  readonly label: ReactNode;
  readonly figure: FigureParts;
  /** Under the figure: how it moved. */
  readonly children?: ReactNode;
  /** first: the one figure of the page; report: the first of a strip; second: any other. */
  readonly scale?: KpiScale;
  readonly className?: string;
};

/** A key figure: its name, the amount, how it moved. */
export function Kpi({ label, figure, children, scale = 'second', className }: KpiProps) {
  return (
    <div className={classNames('min-w-0', className)}>
      <span className="block text-xs font-medium text-muted">{label}</span>
      <div className={classNames('mt-[0.45rem] mb-[0.4rem]', SCALES[scale])}>
        <Figure parts={figure} className={classNames('block', scale === 'second' && 'font-semi!')} />
      </div>
      {children !== undefined && <div className="text-sm">{children}</div>}
    </div>
  );
}

/** A figure that is no amount of money, or has no decimals. */
export function wholeFigure(written: string): FigureParts {
  return { whole: written, decimals: '' };
}
