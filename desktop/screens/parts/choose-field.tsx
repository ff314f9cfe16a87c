import { ChevronDown, CircleAlert } from 'lucide-react';
import { useId } from 'react';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';

type ChooseFieldProps = {
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly words: string }[];
  /** Empty while nothing is chosen. */
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  /** Stands there while nothing is chosen. */
  readonly emptyWords: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
};

/** A field with a long list; the list is the machine's own, which opens large on touch and finds by typing. */
export function ChooseField({ label, choices, chosen, onChoose, emptyWords, help, error }: ChooseFieldProps) {
  const id = useId();
  const below = error ?? help;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-xs font-medium text-muted">
        {label}
      </label>
      <span
        className={classNames(
          'relative flex min-h-(--size-target) items-center rounded-md border bg-surface',
          'has-[select:focus]:outline-(length:--ring-width) has-[select:focus]:outline-focus',
          error === undefined ? 'border-line-strong' : 'border-bad shadow-[inset_0_0_0_1px_var(--color-bad)]',
        )}
      >
        <select
          id={id}
          value={chosen}
          aria-invalid={error !== undefined}
          aria-describedby={below === undefined ? undefined : `${id}-below`}
          onChange={({ target }) => onChoose(target.value)}
          className="h-[2.875rem] w-full min-w-0 cursor-pointer appearance-none truncate rounded-md bg-surface pr-10 pl-3 text-ink outline-none focus-visible:outline-none"
        >
          {chosen === '' && <option value="">{emptyWords}</option>}
          {choices.map(({ value, words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
        <Icon of={ChevronDown} className="pointer-events-none absolute right-3" />
      </span>
      {below !== undefined && (
        <span
          id={`${id}-below`}
          className={classNames('flex items-center gap-1 text-xs', error === undefined ? 'text-muted' : 'text-bad')}
        >
          {error !== undefined && <Icon of={CircleAlert} size="small" />}
          {below}
        </span>
      )}
    </div>
  );
}
