import { Check as CheckMark } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import { classNames } from '#shared/ui/class-names.ts';

/** A choice of yes or no with its words beside it; both can be pressed. */
export function CheckRow({
  words,
  isOn,
  onChange,
}: {
  readonly words: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}) {
  return (
    <Checkbox
      isSelected={isOn}
      onChange={onChange}
      className="flex min-h-(--size-target) cursor-pointer items-center gap-3 rounded-md"
    >
      <span
        className={classNames(
          'inline-grid size-7 flex-none place-items-center rounded-sm border-[1.5px]',
          isOn ? 'border-accent bg-accent text-on-accent' : 'border-line-strong bg-surface',
        )}
      >
        {isOn && <CheckMark aria-hidden="true" strokeWidth={3} className="size-5" />}
      </span>
      <span className="min-w-0">{words}</span>
    </Checkbox>
  );
}
