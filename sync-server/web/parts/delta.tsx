import { ArrowDown, ArrowUp } from 'lucide-react';
import { useSay } from '../words/words.ts';

const ICON = 'size-[0.9em] flex-none translate-y-[0.1em]';

/** How a figure moved: an arrow, a sign for the ear, the amount. Good is green, bad is red, and the arrow says it too. */
export function Delta({ change, written }: { readonly change: number; readonly written: string }) {
  const say = useSay();
  if (change === 0) return <span className="font-medium whitespace-nowrap text-muted tabular-nums">{written}</span>;
  const isUp = change > 0;
  const Arrow = isUp ? ArrowUp : ArrowDown;
  return (
    <span
      className={`inline-flex items-baseline gap-[0.2em] font-medium whitespace-nowrap tabular-nums ${isUp ? 'text-good' : 'text-bad'}`}
    >
      <Arrow aria-hidden="true" strokeWidth={2.5} className={ICON} />
      <span className="sr-only">{say(isUp ? 'up' : 'down', { amount: written })}</span>
      <span aria-hidden="true">{written}</span>
    </span>
  );
}
