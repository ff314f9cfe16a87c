import { Minus, Plus } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

type StepperProps = {
  readonly label: string;
  /** The quantity in words of the business: "1.245". */
  readonly shown: string;
  readonly words: { readonly less: string; readonly more: string };
  readonly onLess: () => void;
  readonly onMore: () => void;
  readonly mayLess?: boolean;
  readonly mayMore?: boolean;
  /** Narrower, where it stands in a list. */
  readonly isNarrow?: boolean;
};

const SIDE =
  'grid min-h-[calc(var(--size-target)+1px)] w-(--size-target) place-items-center hover:bg-hover active:bg-press disabled:text-faint';

/** A quantity with one less and one more; typing is the keypad's. */
export function Stepper({
  label,
  shown,
  words,
  onLess,
  onMore,
  mayLess = true,
  mayMore = true,
  isNarrow = false,
}: StepperProps) {
  return (
    <div role="group" aria-label={label} className="inline-flex rounded-md border border-line-strong bg-surface">
      <PressButton
        aria-label={words.less}
        isDisabled={!mayLess}
        onPress={onLess}
        className={classNames(SIDE, 'rounded-l-md')}
      >
        <Icon of={Minus} />
      </PressButton>
      <output
        className={classNames(
          'grid place-items-center border-x border-line text-lg font-semi tabular-nums',
          isNarrow ? 'min-w-9' : 'min-w-[3.25rem]',
        )}
      >
        {shown}
      </output>
      <PressButton
        aria-label={words.more}
        isDisabled={!mayMore}
        onPress={onMore}
        className={classNames(SIDE, 'rounded-r-md')}
      >
        <Icon of={Plus} />
      </PressButton>
    </div>
  );
}
