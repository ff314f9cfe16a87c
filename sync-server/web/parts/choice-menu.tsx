import { Check, ChevronDown, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button, type ButtonRank } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';

type ChoiceMenuProps = {
  /** Read aloud before what is chosen: "Store". */
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly choices: readonly { readonly value: string; readonly words: string }[];
  readonly chosen: string;
  readonly onChoose: (value: string) => void;
  /** In place of the chosen one's words. */
  readonly shown?: ReactNode;
  readonly rank?: ButtonRank;
  readonly className?: string;
};

/** A button that says what is chosen and opens the list to choose from. */
export function ChoiceMenu({
  label,
  icon,
  choices,
  chosen,
  onChoose,
  shown,
  rank = 'plain',
  className,
}: ChoiceMenuProps) {
  const words = choices.find(({ value }) => value === chosen)?.words ?? '';
  return (
    <MenuTrigger>
      <Button rank={rank} aria-label={`${label}: ${words}`} {...(className === undefined ? {} : { className })}>
        {icon !== undefined && <Icon of={icon} size="small" />}
        {shown ?? <span className="truncate">{words}</span>}
        <Icon of={ChevronDown} size="small" />
      </Button>
      <Popover
        placement="bottom end"
        className="z-(--z-menu) max-h-96 min-w-48 overflow-y-auto rounded-md border border-line bg-raised p-1 text-md shadow-panel lap:text-sm touch:text-md"
      >
        <Menu
          aria-label={label}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[chosen]}
          onAction={(key) => onChoose(String(key))}
          className="outline-none"
        >
          {choices.map(({ value, words: name }) => (
            <MenuItem
              key={value}
              id={value}
              textValue={name}
              className="flex min-h-(--size-control) cursor-pointer items-center gap-2 rounded-sm px-2 -outline-offset-2 hover:bg-hover focus:bg-hover touch:min-h-(--size-control-touch)"
            >
              {({ isSelected }) => (
                <>
                  <span className="size-4 flex-none text-accent">{isSelected && <Icon of={Check} size="small" />}</span>
                  {name}
                </>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
