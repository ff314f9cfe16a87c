import { Check as CheckMark } from 'lucide-react';
import { Checkbox } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { usePartSize } from './part-size.ts';

const BOXES = {
  till: { target: 'size-(--size-target)', box: 'size-7 rounded-sm', mark: 'size-5' },
  owner: { target: 'size-6 touch:size-(--size-control-touch)', box: 'size-5 rounded-xs', mark: 'size-[0.95rem]' },
} as const;

/** A checkbox drawn 28 px on the till and 20 elsewhere; its target is larger. */
export function Check({
  label,
  isOn,
  onChange,
  isDisabled = false,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}) {
  const { target, box, mark } = BOXES[usePartSize()];
  return (
    <Checkbox
      aria-label={label}
      isSelected={isOn}
      isDisabled={isDisabled}
      onChange={onChange}
      className={classNames('relative grid flex-none cursor-pointer place-items-center rounded-md', target)}
    >
      <span
        className={classNames(
          'inline-grid place-items-center border-[1.5px]',
          box,
          isOn
            ? 'border-accent bg-accent text-on-accent'
            : isDisabled
              ? 'border-line bg-sunken'
              : 'border-line-strong bg-surface',
        )}
      >
        {isOn && <CheckMark aria-hidden="true" strokeWidth={3} className={mark} />}
      </span>
    </Checkbox>
  );
}
