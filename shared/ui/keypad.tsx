import { Delete } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | '.' | 'clear' | 'delete';

type KeypadProps = {
  readonly label: string;
  readonly onKey: (key: KeypadKey) => void;
  /** What stands bottom left: 00 for amounts, a point for weights, Clear for a PIN. */
  readonly corner: '00' | '.' | 'clear';
  readonly words: { readonly clear: string; readonly deleteLast: string };
  /** 58 px instead of 72, where quick notes sit above. */
  readonly isCompact?: boolean;
  readonly isDisabled?: boolean;
};

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Every digit of the number pad. */
export const KEYPAD_DIGITS = ['0', ...DIGITS] as const;

/** The keys of a number in the order of a phone; the physical number pad does the same. */
export function Keypad({ label, onKey, corner, words, isCompact = false, isDisabled = false }: KeypadProps) {
  const key = (value: KeypadKey, shown: ReactNode, name?: string) => (
    <PressButton
      key={value}
      isDisabled={isDisabled}
      excludeFromTabOrder
      preventFocusOnPress
      {...(name === undefined ? {} : { 'aria-label': name })}
      onPress={() => onKey(value)}
      className={classNames(
        'grid place-items-center rounded-md border border-line text-center active:bg-press disabled:text-faint',
        isCompact ? 'min-h-[3.625rem] wide:min-h-20' : 'min-h-(--size-target-xl)',
        name === undefined
          ? 'bg-surface text-2xl font-medium hover:bg-hover'
          : 'bg-sunken text-md font-medium hover:bg-hover',
      )}
    >
      {shown}
    </PressButton>
  );
  return (
    <div role="group" aria-label={label} className="grid w-full grid-cols-3 gap-2 tabular-nums">
      {DIGITS.map((digit) => key(digit, digit))}
      {corner === 'clear' ? key('clear', words.clear, words.clear) : key(corner, corner)}
      {key('0', '0')}
      {key('delete', <Icon of={Delete} size="large" />, words.deleteLast)}
    </div>
  );
}
