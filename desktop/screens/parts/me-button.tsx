import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import { Person } from '#shared/ui/person.tsx';
import { usePlace } from './place.tsx';
import { useSession } from './till-facts.tsx';

/** "Chiamaka O.": enough to know who sells, short enough for a bar. */
export function shortName(fullName: string): string {
  const [first = '', ...rest] = fullName.trim().split(/\s+/);
  const last = rest.at(-1);
  return last === undefined ? first : `${first} ${last.slice(0, 1)}.`;
}

/** Who is selling; pressing it locks the till for the next person. */
export function MeButton({ showsName }: { readonly showsName: 'from-mid' | 'not-small' }) {
  const { t } = useTranslation();
  const place = usePlace();
  const { fullName, initials } = useSession();
  return (
    <PressButton
      aria-label={t('me.lock', { name: shortName(fullName) })}
      onPress={place.lock}
      className="inline-flex min-h-(--size-target) min-w-(--size-target) flex-none items-center justify-center gap-2 rounded-md px-1.5 text-sm font-medium whitespace-nowrap hover:bg-hover"
    >
      <Person initials={initials} />
      <span className={classNames(showsName === 'from-mid' ? 'hidden mid:inline' : 'small:hidden')}>
        {shortName(fullName)}
      </span>
    </PressButton>
  );
}
