import { Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { staffViewSchema } from '#shared/till-calls/till-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Person } from '#shared/ui/person.tsx';
import { useWriting } from '../parts/use-writing.ts';

export type StaffView = z.infer<typeof staffViewSchema>;

type StaffTilesProps = {
  readonly staff: readonly StaffView[];
  readonly chosenId: string | null;
  readonly onChoose: (id: string) => void;
};

/** The people who may sign in here, as tiles. */
export function StaffTiles({ staff, chosenId, onChoose }: StaffTilesProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <RadioGroup
      aria-label={t('signIn.staff')}
      value={chosenId}
      onChange={onChoose}
      className="grid grid-cols-[repeat(auto-fill,minmax(17rem,1fr))] gap-2"
    >
      {staff.map((person) => (
        <Radio
          key={person.id}
          value={person.id}
          className={({ isSelected }) =>
            classNames(
              'relative flex min-h-20 cursor-pointer items-center gap-3 rounded-lg border px-4 py-2 active:bg-press',
              isSelected
                ? 'border-accent bg-accent-soft shadow-[inset_0_0_0_1px_var(--color-accent)]'
                : 'border-line bg-surface hover:bg-hover',
            )
          }
        >
          {({ isSelected }) => (
            <>
              <Person initials={person.initials} size="large" isChosen={isSelected} />
              <span className="flex min-w-0 flex-col">
                <b className="truncate">{person.fullName}</b>
                <span className="text-xs text-muted">{person.roleName}</span>
                {person.onShiftSinceMs !== null && (
                  <span className="text-xs text-good">
                    {t('signIn.onShift', { moment: writing.moment(person.onShiftSinceMs) })}
                  </span>
                )}
              </span>
            </>
          )}
        </Radio>
      ))}
    </RadioGroup>
  );
}
