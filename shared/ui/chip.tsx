import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { usePartSize } from './part-size.ts';

const SIZES = {
  till: 'min-h-(--size-target) px-4 rounded-pill text-[0.9375rem]',
  owner: 'min-h-(--size-control) touch:min-h-(--size-control-touch) px-3 rounded-sm text-sm',
} as const;

/** Chooses one of several; filled with ink when on. Lives in a `ChipGroup`. */
export function Chip({
  id,
  children,
  dotClassName,
}: {
  readonly id: string;
  readonly children: ReactNode;
  /** A category's colour as a ground class. */ readonly dotClassName?: string;
}) {
  const size = usePartSize();
  return (
    <ToggleButton
      id={id}
      className={({ isSelected }) =>
        classNames(
          'inline-flex flex-none items-center gap-2 border font-medium whitespace-nowrap',
          SIZES[size],
          isSelected ? 'border-ink bg-ink text-surface' : 'border-line bg-surface hover:bg-hover active:bg-press',
        )
      }
    >
      {dotClassName !== undefined && (
        <span aria-hidden="true" className={classNames('size-2 flex-none rounded-pill', dotClassName)} />
      )}
      {children}
    </ToggleButton>
  );
}

type ChipGroupProps = {
  readonly label: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly children: ReactNode;
  readonly className?: string;
  readonly mayBeEmpty?: boolean;
};

/** A row of chips of which one is on. */
export function ChipGroup({ label, chosen, onChoose, children, className, mayBeEmpty = false }: ChipGroupProps) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={!mayBeEmpty}
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const [first] = keys;
        onChoose(first === undefined ? '' : String(first));
      }}
      className={classNames('flex gap-2', className ?? 'flex-wrap')}
    >
      {children}
    </ToggleButtonGroup>
  );
}
