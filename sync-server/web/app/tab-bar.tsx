import { Link } from '@tanstack/react-router';
import { Icon } from '#shared/ui/icon.tsx';
import { useMe } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { areasFor } from './areas.ts';

/** The tabs at the foot of a phone. */
export function TabBar() {
  const say = useSay();
  const me = useMe();
  return (
    <nav
      aria-label={say('nav_main')}
      className="fixed inset-x-0 bottom-0 z-(--z-bar) flex justify-center border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] lap:hidden"
    >
      {areasFor(me.permissions).map(({ to, icon, shortWords }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className="grid h-16 max-w-24 flex-1 place-content-center justify-items-center gap-[0.2rem] text-2xs font-medium text-muted no-underline -outline-offset-4 aria-[current=page]:font-semi aria-[current=page]:text-accent"
        >
          <Icon of={icon} />
          {say(shortWords)}
        </Link>
      ))}
    </nav>
  );
}
