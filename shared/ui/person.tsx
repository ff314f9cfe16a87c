import { classNames } from './class-names.ts';

export type PersonSize = 'small' | 'normal' | 'large' | 'hero';

const SIZES: Readonly<Record<PersonSize, string>> = {
  small: 'size-7 text-[0.6875rem]',
  normal: 'size-9 text-xs',
  large: 'size-[3.25rem] text-lg',
  hero: 'size-[4.5rem] text-[1.625rem]',
};

/** A person's initials on quiet grey, or on the accent while chosen; people are not colour-coded. */
export function Person({
  initials,
  size = 'normal',
  isChosen = false,
}: {
  readonly initials: string;
  readonly size?: PersonSize;
  readonly isChosen?: boolean;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-grid flex-none place-items-center rounded-pill font-semi tracking-[0.01em]',
        SIZES[size],
        isChosen ? 'bg-accent text-on-accent' : 'bg-press',
      )}
    >
      {initials}
    </span>
  );
}
