import type { ReactNode } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { usePartSize } from './part-size.ts';

type SegmentsProps<Value extends string> = {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly words: ReactNode }[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
  readonly isFull?: boolean;
};

const SIZES = {
  till: 'min-h-(--size-target) text-md',
  owner: 'min-h-8 touch:min-h-(--size-control-touch) text-sm',
} as const;

/** Two to five choices seen at once, one of which is on. */
export function Segments<Value extends string>({
  label,
  choices,
  chosen,
  onChoose,
  isFull = false,
}: SegmentsProps<Value>) {
  const size = usePartSize();
  return (
    <RadioGroup
      aria-label={label}
      value={chosen}
      orientation="horizontal"
      onChange={(next) => {
        const choice = choices.find(({ value }) => value === next);
        if (choice !== undefined) onChoose(choice.value);
      }}
      className={classNames('gap-0.5 rounded-md border border-line bg-sunken p-[3px]', isFull ? 'flex' : 'inline-flex')}
    >
      {choices.map(({ value, words }) => (
        <Radio
          key={value}
          value={value}
          className={({ isSelected }) =>
            classNames(
              'relative inline-flex cursor-pointer items-center gap-2 rounded-sm px-3 font-medium whitespace-nowrap',
              SIZES[size],
              (isFull || size === 'till') && 'justify-center',
              isFull && 'flex-1',
              isSelected
                ? 'bg-raised text-ink shadow-[0_0_0_1px_var(--color-line),var(--shadow-raised)]'
                : 'text-muted',
            )
          }
        >
          {words}
        </Radio>
      ))}
    </RadioGroup>
  );
}
