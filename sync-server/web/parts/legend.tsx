import { useId } from 'react';

/** What a mark of a chart means: a bar, the line of the period before, or the hatching of what has not arrived. */
export function Legend({
  mark,
  words,
}: {
  readonly mark: 'bar' | 'line' | 'hatch' | 'second' | 'third' | 'fourth';
  readonly words: string;
}) {
  return (
    <span className="inline-flex items-center gap-2 text-xs whitespace-nowrap text-muted">
      {mark === 'hatch' ? <Hatch /> : <i aria-hidden="true" className={MARKS[mark]} />}
      {words}
    </span>
  );
}

const MARKS = {
  bar: 'size-3 rounded-[2px] bg-chart-now',
  second: 'size-3 rounded-[2px] bg-chart-2',
  third: 'size-3 rounded-[2px] bg-chart-3',
  fourth: 'size-3 rounded-[2px] bg-chart-4',
  line: 'w-3 border-t-2 border-chart-prev',
} as const;

function Hatch() {
  const hatch = useId();
  return (
    <svg aria-hidden="true" width="12" height="12">
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2.5" height="6" className="fill-chart-prev" />
      </pattern>
      <rect width="12" height="12" fill={`url(#${hatch})`} />
    </svg>
  );
}
