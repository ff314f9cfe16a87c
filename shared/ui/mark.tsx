import { classNames } from './class-names.ts';

/** The brand: an avocado, on its green ground. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={classNames('flex-none', className ?? 'size-8')}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        className="fill-on-accent"
        d="M16 5c3.3 0 4.7 2.9 6 6.2 1.3 3.2 3 5.3 3 8.4 0 4.4-3.8 7.6-9 7.6s-9-3.2-9-7.6c0-3.1 1.7-5.2 3-8.4C11.3 7.9 12.7 5 16 5Z"
      />
      <circle cx="16" cy="19.3" r="4.3" className="fill-accent" />
    </svg>
  );
}
