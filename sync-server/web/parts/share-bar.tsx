/** A bar of a share: what is here, and hatched what is not here yet. Both in millionths of the full width. */
export function ShareBar({
  ppm,
  gapPpm = 0,
  className = '',
}: {
  readonly ppm: number;
  readonly gapPpm?: number;
  readonly className?: string;
}) {
  return (
    <span aria-hidden="true" className={`flex h-2 min-w-12 overflow-hidden rounded-[2px] bg-sunken ${className}`}>
      <i className="block bg-chart-now" style={{ width: percent(ppm) }} />
      {gapPpm > 0 && (
        <i
          className="block bg-[repeating-linear-gradient(135deg,var(--color-chart-gap)_0_3px,transparent_3px_6px)]"
          style={{ width: percent(gapPpm) }}
        />
      )}
    </span>
  );
}

function percent(ppm: number): string {
  return `${(Math.max(0, ppm) / 10_000).toFixed(1)}%`;
}
