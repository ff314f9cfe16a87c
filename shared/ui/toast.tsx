import { useEffect, useRef, useState } from 'react';
import { Group } from 'react-aria-components';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import { KeyCap } from './key-cap.tsx';

/** How long a toast stays while nobody points at it. */
export const TOAST_MS = 8000;

export type ToastAction = { readonly words: string; readonly keyCap?: string; readonly onPress: () => void };

type ToastProps = {
  /** What happened: "Milo 500g removed". */
  readonly message: string;
  /** How it is taken back, or what comes next; two at most. */
  readonly actions?: readonly ToastAction[];
  readonly onGone: () => void;
  readonly stayMs?: number;
};

/** Says what happened and how to take it back; one at a time, bottom left, never for an error. */
export function Toast({ message, actions = [], onGone, stayMs = TOAST_MS }: ToastProps) {
  const [isHovered, setIsHovered] = useState(false);
  const [isFocused, setIsFocused] = useState(false);
  const isHeld = isHovered || isFocused;
  const gone = useRef(onGone);
  // The newest callback is kept outside of the timer, so that a render does not start the eight seconds again.
  useEffect(() => {
    gone.current = onGone;
  });
  // A timer is outside of React: it runs while nobody hovers or focuses the toast, and starts again for a new message.
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => gone.current(), stayMs);
    return () => clearTimeout(timer);
  }, [isHeld, message, stayMs]);
  return (
    <Group
      onHoverChange={setIsHovered}
      className={classNames(
        'inline-flex min-h-(--size-target-lg) animate-toast-in items-center gap-3 rounded-md bg-ink py-1 pl-4 text-surface shadow-panel',
        actions.length === 0 ? 'pr-4' : 'pr-1',
      )}
    >
      <span role="status" className="min-w-0 flex-1">
        {message}
      </span>
      {actions.map((action) => (
        <Button
          key={action.words}
          rank="quiet"
          onPress={action.onPress}
          onFocusChange={setIsFocused}
          className="text-inherit! underline underline-offset-[3px] hover:bg-transparent!"
        >
          {action.words}
          {action.keyCap !== undefined && <KeyCap tone="inherit">{action.keyCap}</KeyCap>}
        </Button>
      ))}
    </Group>
  );
}
