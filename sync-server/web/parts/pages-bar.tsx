import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { PageMeta } from '#shared/api/envelope.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { useSay } from '../words/words.ts';
import { writtenCount } from '../words/written-numbers.ts';
import { useWritingRules } from '../words/writing-rules.ts';

/** Where a list stands, and the way to its neighbours. */
export function PagesBar({ meta, onPage }: { readonly meta: PageMeta; readonly onPage: (page: number) => void }) {
  const say = useSay();
  const { locale } = useWritingRules();
  const { page, limit, total } = meta;
  if (total <= limit) return null;
  const last = Math.min(total, page * limit);
  return (
    <div className="flex items-center justify-between gap-3 text-muted">
      <span className="tabular-nums">
        {say('page_of', {
          from: writtenCount((page - 1) * limit + 1, locale),
          to: writtenCount(last, locale),
          total: writtenCount(total, locale),
        })}
      </span>
      <span className="flex gap-2">
        <Button aria-label={say('page_earlier')} isDisabled={page <= 1} square onPress={() => onPage(page - 1)}>
          <Icon of={ChevronLeft} size="small" />
        </Button>
        <Button aria-label={say('page_later')} isDisabled={last >= total} square onPress={() => onPage(page + 1)}>
          <Icon of={ChevronRight} size="small" />
        </Button>
      </span>
    </div>
  );
}
