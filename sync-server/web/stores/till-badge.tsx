import { CirclePower, CloudCheck, CloudOff, Hourglass } from 'lucide-react';
import { Badge, type BadgeTone } from '#shared/ui/badge.tsx';
import { type MessageKey, useSay } from '../words/words.ts';
import type { TillWord } from './till-state.ts';

const BADGES: Readonly<Record<TillWord, { tone: BadgeTone; icon: typeof CloudOff; words: MessageKey }>> = {
  active: { tone: 'good', icon: CloudCheck, words: 'till_active' },
  silent: { tone: 'warn', icon: CloudOff, words: 'till_silent_word' },
  new: { tone: 'info', icon: Hourglass, words: 'till_new' },
  revoked: { tone: 'plain', icon: CirclePower, words: 'till_revoked' },
  replaced: { tone: 'plain', icon: CirclePower, words: 'till_replaced' },
};

/** How a till is: an icon and a word. */
export function TillBadge({ word }: { readonly word: TillWord }) {
  const say = useSay();
  const { tone, icon, words } = BADGES[word];
  return (
    <Badge tone={tone} icon={icon}>
      {say(words)}
    </Badge>
  );
}
