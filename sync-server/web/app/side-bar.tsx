import { Link } from '@tanstack/react-router';
import { Icon } from '#shared/ui/icon.tsx';
import { Mark } from '#shared/ui/mark.tsx';
import { useMe } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { type Area, areasFor } from './areas.ts';
import { MeLink } from './me-link.tsx';

const ITEM =
  'group flex min-h-9 touch:min-h-11 items-center gap-3 rounded-sm px-2 font-medium text-muted no-underline hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:shadow-[0_0_0_1px_var(--color-line)]';

/** The side bar of a laptop: the business, the areas that the role opens, and who is signed in. */
export function SideBar() {
  const say = useSay();
  const me = useMe();
  const areas = areasFor(me.permissions).filter(({ isPhoneOnly }) => !isPhoneOnly);
  const below = areas.filter(({ isBelow }) => isBelow);
  return (
    <nav
      aria-label={say('nav_main')}
      className="sticky top-0 hidden h-dvh flex-col gap-px overflow-y-auto border-r border-line bg-canvas px-3 py-4 lap:flex"
    >
      <div className="flex items-center gap-2 px-2 pb-4 font-semi">
        <Mark className="size-7" />
        <span className="truncate">{me.business.name}</span>
      </div>
      {areas
        .filter(({ isBelow }) => !isBelow)
        .map((area) => (
          <AreaLink key={area.to} area={area} />
        ))}
      {below.length > 0 && <hr className="mx-2 my-3 border-line" />}
      {below.map((area) => (
        <AreaLink key={area.to} area={area} />
      ))}
      <MeLink />
    </nav>
  );
}

function AreaLink({ area }: { readonly area: Area }) {
  const say = useSay();
  return (
    <Link to={area.to} activeOptions={{ exact: area.to === '/', includeSearch: false }} className={ITEM}>
      <Icon of={area.icon} className="size-4.5! group-aria-[current=page]:text-accent" />
      {say(area.words)}
    </Link>
  );
}
