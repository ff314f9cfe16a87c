import { Outlet } from '@tanstack/react-router';

/** What every page stands in: 14 px text with a mouse on a laptop, 16 px on touch. */
export function RootFrame() {
  return (
    <div className="min-h-dvh text-md lap:text-sm touch:text-md">
      <Outlet />
    </div>
  );
}
