/** A link in a text or at the end of a head. */
export const LINK = 'font-medium text-accent no-underline hover:underline rounded-xs';

/** A link around a whole row or figure: it keeps its own look and shows a ground on hover. */
export const QUIET_LINK = 'rounded-xs text-inherit no-underline hover:underline';
