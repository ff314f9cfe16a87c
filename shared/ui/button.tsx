import type { ReactNode } from 'react';
import { Button as PressButton, type ButtonProps as PressButtonProps } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { type PartSize, usePartSize } from './part-size.ts';

/** primary: one per screen; plain: a line; quiet: no ground; removing: a red word; destroying: solid red. */
export type ButtonRank = 'primary' | 'plain' | 'quiet' | 'soft' | 'removing' | 'destroying' | 'chosen';

/** normal 48, choice 56, pay 72 on the till; the owner has one height. */
export type ButtonScale = 'normal' | 'choice' | 'pay';

export type ButtonProps = Omit<PressButtonProps, 'className' | 'style' | 'children'> & {
  readonly rank?: ButtonRank;
  readonly scale?: ButtonScale;
  /** As wide as it is high: for an icon with an `aria-label`. */
  readonly square?: boolean;
  readonly full?: boolean;
  readonly children: ReactNode;
  readonly className?: string;
};

const RANKS: Readonly<Record<ButtonRank, string>> = {
  primary:
    'bg-accent border-accent text-on-accent font-semi hover:bg-accent-hover hover:border-accent-hover active:bg-accent-press active:border-accent-press',
  plain: 'bg-surface border-line font-medium hover:bg-hover active:bg-press',
  quiet: 'bg-transparent border-transparent font-medium hover:bg-hover active:bg-press',
  soft: 'bg-sunken border-line font-medium hover:bg-hover active:bg-press',
  removing: 'bg-surface border-line text-bad font-medium hover:bg-hover active:bg-press',
  destroying: 'bg-bad-fill border-bad-fill text-on-bad font-medium',
  chosen: 'bg-accent-soft border-accent text-on-accent-soft font-medium',
};

const SCALES: Readonly<Record<PartSize, Readonly<Record<ButtonScale, string>>>> = {
  till: {
    normal: 'min-h-(--size-target) justify-center rounded-md',
    choice: 'min-h-(--size-target-lg) justify-center rounded-md text-lg',
    pay: 'min-h-(--size-target-xl) rounded-lg text-xl justify-between',
  },
  owner: {
    normal: 'min-h-(--size-control) justify-center touch:min-h-(--size-control-touch) rounded-sm text-sm',
    choice: 'min-h-(--size-control-touch) justify-center rounded-sm text-sm',
    pay: 'min-h-(--size-target) rounded-md text-md justify-between',
  },
};

const PADDING: Readonly<Record<PartSize, Readonly<Record<ButtonScale, string>>>> = {
  till: { normal: 'px-4', choice: 'px-5', pay: 'px-6' },
  owner: { normal: 'px-3', choice: 'px-4', pay: 'px-5' },
};

const SQUARE: Readonly<Record<PartSize, string>> = {
  till: 'w-(--size-target) px-0',
  owner: 'w-(--size-control) touch:w-(--size-control-touch) px-0',
};

/** A button. Verb first, with the object when it helps: "Refund ₦8,800.00". */
export function Button({
  rank = 'plain',
  scale = 'normal',
  square = false,
  full = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const size = usePartSize();
  return (
    <PressButton
      {...rest}
      className={classNames(
        'inline-flex items-center gap-2 border text-center leading-[1.2] transition-colors duration-(--duration-quick) ease-out active:duration-(--duration-press)',
        'disabled:text-faint disabled:bg-sunken disabled:border-transparent',
        SCALES[size][scale],
        RANKS[rank],
        square ? SQUARE[size] : PADDING[size][scale],
        full && 'w-full',
        className,
      )}
    >
      {children}
    </PressButton>
  );
}
