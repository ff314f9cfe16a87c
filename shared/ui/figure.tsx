import { classNames } from './class-names.ts';

/** An amount already written in the business's way, cut at its decimals: "₦36,576" and ".00". */
export type FigureParts = { readonly whole: string; readonly decimals: string };

/** A large amount; its decimals are 58 % of the size and muted, or in the same colour where the figure tells a state. */
export function Figure({
  parts,
  className,
  decimals = 'muted',
}: {
  readonly parts: FigureParts;
  readonly className?: string;
  readonly decimals?: 'muted' | 'same';
}) {
  return (
    <span className={classNames('leading-none font-bold tracking-figure whitespace-nowrap tabular-nums', className)}>
      {parts.whole}
      {parts.decimals !== '' && (
        <span className={classNames('text-[0.58em] font-semi tracking-[0]', decimals === 'muted' && 'text-muted')}>
          {parts.decimals}
        </span>
      )}
    </span>
  );
}
