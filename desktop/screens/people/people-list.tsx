import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { Person as Initials } from '#shared/ui/person.tsx';
import { useSession } from '../parts/till-facts.tsx';
import type { Person } from './person-draft.ts';

type PeopleListProps = {
  readonly people: readonly Person[];
  readonly chosenId: string | null;
  /** Left out where nobody is edited here. */
  readonly onChoose?: (person: Person) => void;
};

const ROW = 'flex min-h-(--size-target-lg) w-full items-center gap-3 px-4 text-left';

/** Who works here, with those who may not sign in any more. */
export function PeopleList({ people, chosenId, onChoose }: PeopleListProps) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('people.list')} className="overflow-hidden rounded-lg border border-line bg-surface">
      {people.map((person) => (
        <li key={person.id} className="not-first:border-t not-first:border-line">
          {onChoose === undefined ? (
            <div className={ROW}>
              <PersonWords person={person} />
            </div>
          ) : (
            <PressButton
              onPress={() => onChoose(person)}
              aria-current={person.id === chosenId}
              className={classNames(
                ROW,
                'focus-visible:-outline-offset-3 active:bg-press',
                person.id === chosenId ? 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]' : 'hover:bg-hover',
              )}
            >
              <PersonWords person={person} />
            </PressButton>
          )}
        </li>
      ))}
    </ul>
  );
}

function PersonWords({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const { userId } = useSession();
  return (
    <>
      <Initials initials={person.initials} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{person.fullName}</span>
        <span className="block text-xs text-muted">
          {person.role === null ? person.roleName : t(`people.roles.${person.role}.name`)}
        </span>
      </span>
      {person.id === userId && <Badge>{t('people.you')}</Badge>}
      {person.isActive && person.pinLength === null && <Badge tone="warn">{t('people.noPin')}</Badge>}
      {!person.isActive && <Badge tone="warn">{t('people.left')}</Badge>}
    </>
  );
}
