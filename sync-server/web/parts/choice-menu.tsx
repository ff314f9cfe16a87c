import { ChevronDown, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';

type ChoiceMenuProps = {
  /** Read aloud before what is chosen: "Store". */
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly choices: readonly { readonly value: string; readonly words: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  /** In place of the chosen one's words. */
  readonly shown?: ReactNode;
  /** Without a line round it. */
  readonly isQuiet?: boolean;
};

/** Looks like a button that says what is chosen; the list is the device's own, which every phone's owner knows. */
export function ChoiceMenu({ label, icon, choices, chosen, onChoose, shown, isQuiet = false }: ChoiceMenuProps) {
  const words = choices.find(({ value }) => value === chosen)?.words ?? '';
  return (
    <span
      className={classNames(
        'relative inline-flex min-h-(--size-control) min-w-0 items-center justify-center gap-2 rounded-sm border px-3 font-medium touch:min-h-(--size-control-touch)',
        'text-sm leading-[1.2] transition-colors duration-(--duration-quick) ease-out hover:bg-hover',
        'has-[select:focus-visible]:outline-(length:--ring-width) has-[select:focus-visible]:outline-offset-(--ring-gap) has-[select:focus-visible]:outline-focus',
        isQuiet ? 'border-transparent' : 'border-line bg-surface',
      )}
    >
      {icon !== undefined && <Icon of={icon} size="small" />}
      <span aria-hidden="true" className="min-w-0 truncate">
        {shown ?? words}
      </span>
      <Icon of={ChevronDown} size="small" />
      <select
        aria-label={label}
        value={chosen}
        onChange={({ target }) => onChoose(target.value)}
        className="absolute inset-0 cursor-pointer appearance-none bg-raised text-md text-ink opacity-0 outline-none focus-visible:outline-none lap:text-sm"
      >
        {choices.map(({ value, words: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
