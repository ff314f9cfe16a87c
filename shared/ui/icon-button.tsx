import type { ReactNode } from 'react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { Button, type ButtonProps } from './button.tsx';

type IconButtonProps = Omit<ButtonProps, 'children' | 'square' | 'aria-label'> & {
  /** Read aloud and shown as a tooltip; with the key in brackets: "Change price (F8)". */
  readonly label: string;
  readonly icon: ReactNode;
};

/** A square button with nothing but an icon: back, close, remove, and the line actions only. */
export function IconButton({ label, icon, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={700}>
      <Button {...rest} square aria-label={label}>
        {icon}
      </Button>
      <Tooltip offset={6} className="z-(--z-menu) rounded-sm bg-ink px-2 py-1 text-xs text-surface">
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
