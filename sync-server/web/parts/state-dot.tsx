/** In touch: a green dot; silent: an amber ring. A word always stands beside it. */
export function StateDot({ isSilent }: { readonly isSilent: boolean }) {
  return (
    <i
      aria-hidden="true"
      className={`size-2 flex-none rounded-pill ${isSilent ? 'bg-surface shadow-[inset_0_0_0_2px_var(--color-warn)]' : 'bg-good-fill'}`}
    />
  );
}
