import type { LucideIcon } from 'lucide-react';
import { Icon } from '#shared/ui/icon.tsx';

/** What something means, a sentence each, with an icon that helps to find it again. */
export function PointList({
  points,
}: {
  readonly points: readonly { readonly icon: LucideIcon; readonly words: string }[];
}) {
  return (
    <ul className="grid gap-3 rounded-lg border border-line bg-surface p-5">
      {points.map(({ icon, words }) => (
        <li key={words} className="flex gap-3">
          <Icon of={icon} className="mt-[0.1em] text-accent" />
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
