import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { KeyCap } from '#shared/ui/key-cap.tsx';

export type BarKey = {
  readonly keyCap: string;
  readonly words: string;
  readonly onPress: () => void;
  readonly isDisabled?: boolean;
};

/** The keys at the bottom: hints that are also buttons. */
export function KeyBar({ keys }: { readonly keys: readonly BarKey[] }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('keys.label')} className="flex border-t border-line bg-surface small:hidden">
      {keys.map(({ keyCap, words, onPress, isDisabled = false }) => (
        <PressButton
          key={keyCap}
          isDisabled={isDisabled}
          onPress={onPress}
          className="flex min-h-[3.25rem] min-w-(--size-target) flex-auto flex-col items-center justify-center gap-[0.1875rem] px-1.5 text-xs font-medium whitespace-nowrap not-first:border-l not-first:border-line hover:bg-hover focus-visible:-outline-offset-3 active:bg-press disabled:text-faint mid:flex-row mid:gap-2 mid:text-sm"
        >
          <KeyCap tone={isDisabled ? 'inherit' : 'muted'}>{keyCap}</KeyCap>
          {words}
        </PressButton>
      ))}
    </nav>
  );
}
