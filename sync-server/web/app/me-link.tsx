import { Link } from '@tanstack/react-router';
import { Person } from '#shared/ui/person.tsx';
import { useMe } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { initialsOf } from './initials.ts';

/** Who is signed in, at the foot of the side bar; it leads to light or dark and the way out. */
export function MeLink() {
  const say = useSay();
  const me = useMe();
  return (
    <Link
      to="/more"
      aria-label={say('me_menu', { name: me.fullName, role: me.role.name })}
      className="mt-auto flex items-center gap-2 rounded-sm px-2 py-2 leading-tight text-inherit no-underline hover:bg-hover active:bg-press aria-[current=page]:bg-surface aria-[current=page]:shadow-[0_0_0_1px_var(--color-line)]"
    >
      <Person initials={initialsOf(me.fullName)} size="small" />
      <span className="min-w-0">
        <b className="block truncate">{me.fullName}</b>
        <span className="text-xs text-muted">{me.role.name}</span>
      </span>
    </Link>
  );
}
