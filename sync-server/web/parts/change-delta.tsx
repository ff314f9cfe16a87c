import { writtenPercent, writtenPoints } from '../words/written-numbers.ts';
import { useSay } from '../words/words.ts';
import { useWritingRules } from '../words/writing-rules.ts';
import { changePpm } from './change-of.ts';
import { Delta } from './delta.tsx';

/** How much a figure grew in percent; nothing where there was nothing before. */
export function ChangeDelta({ now, before }: { readonly now: number; readonly before: number }) {
  const { locale } = useWritingRules();
  const change = changePpm(now, before);
  return change === null ? null : <Delta change={change} written={writtenPercent(Math.abs(change), locale)} />;
}

/** How much a percentage moved, in points; nothing where one of the two is not known. */
export function PointsDelta({
  nowPpm,
  beforePpm,
}: {
  readonly nowPpm: number | null;
  readonly beforePpm: number | null;
}) {
  const say = useSay();
  const { locale } = useWritingRules();
  if (nowPpm === null || beforePpm === null) return null;
  const change = nowPpm - beforePpm;
  return <Delta change={change} written={say('points', { number: writtenPoints(change, locale) })} />;
}
