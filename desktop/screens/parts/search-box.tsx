import { ScanBarcode } from 'lucide-react';
import type { KeyboardEvent, Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { useWriting } from './use-writing.ts';

type SearchBoxProps = {
  readonly text: string;
  /** A quantity typed before a star: it waits for the next item. */
  readonly prefixMilli: number | null;
  readonly activeId: string | undefined;
  readonly onType: (text: string) => void;
  readonly onKey: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly field: Ref<HTMLInputElement>;
};

/** Where a name, a SKU or a price is typed; scanning needs no focus here. */
export function SearchBox({ text, prefixMilli, activeId, onType, onKey, field }: SearchBoxProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <label className="flex h-12 min-w-0 flex-1 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 has-[input:focus]:outline-(length:--ring-width) has-[input:focus]:outline-focus">
      <Icon of={ScanBarcode} />
      <span className="sr-only">{t('sell.search.label')}</span>
      {prefixMilli !== null && <Badge tone="accent">{`${writing.quantity(prefixMilli)} ×`}</Badge>}
      <input
        ref={field}
        role="combobox"
        aria-expanded={text !== ''}
        aria-controls="search-hits"
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        value={text}
        maxLength={100}
        spellCheck={false}
        autoComplete="off"
        placeholder={t('sell.search.placeholder')}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKey}
        className="h-10 w-full min-w-0 flex-1 bg-transparent text-md text-ellipsis outline-none focus-visible:outline-none"
      />
      <KeyCap>F2</KeyCap>
    </label>
  );
}
