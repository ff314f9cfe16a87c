import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';

/** small 16, normal 20, large 24, hero 36. */
export type IconSize = 'small' | 'normal' | 'large' | 'hero';

const SIZES: Readonly<Record<IconSize, { readonly box: string; readonly stroke: number }>> = {
  small: { box: 'size-(--size-icon-sm)', stroke: 2 },
  normal: { box: 'size-(--size-icon)', stroke: 1.75 },
  large: { box: 'size-(--size-icon-lg)', stroke: 1.75 },
  hero: { box: 'size-9', stroke: 1.5 },
};

/** An icon beside a word; it takes the colour of its text and is not read aloud. */
export function Icon({
  of: Drawing,
  size = 'normal',
  className,
}: {
  readonly of: LucideIcon;
  readonly size?: IconSize;
  readonly className?: string;
}) {
  const { box, stroke } = SIZES[size];
  return <Drawing aria-hidden="true" strokeWidth={stroke} className={classNames('flex-none', box, className)} />;
}
