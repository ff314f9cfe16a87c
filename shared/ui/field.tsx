import { CircleAlert } from 'lucide-react';
import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';
import { usePartSize } from './part-size.ts';

export type FieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  /** Below the field while nothing is wrong. */
  readonly help?: string;
  /** Below the field: what is wrong and how it is put right. */
  readonly error?: string | undefined;
  /** Before the value: a currency sign, an icon. */
  readonly lead?: ReactNode;
  /** After the value: a unit, a badge. */
  readonly trail?: ReactNode;
  /** An example only, never the label. */
  readonly placeholder?: string;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email' | 'url' | 'search';
  readonly autoComplete?: string;
  readonly isDisabled?: boolean;
  /** The label is read aloud, not shown. */
  readonly hidesLabel?: boolean;
  readonly maxLength?: number;
  readonly className?: string;
};

const BOXES = {
  till: 'min-h-(--size-target) rounded-md px-3',
  owner: 'min-h-(--size-control) touch:min-h-(--size-control-touch) rounded-sm pr-2 pl-3 text-sm touch:text-md',
} as const;

const doNothing = () => undefined;

/** A field: label above, help or error below; its edge has 3:1 and turns red with an icon and a sentence. */
export function Field({
  label,
  value,
  onChange,
  onBlur = doNothing,
  help,
  error,
  lead,
  trail,
  placeholder = '',
  type = 'text',
  inputMode = 'text',
  autoComplete = 'off',
  isDisabled = false,
  hidesLabel = false,
  maxLength = 300,
  className,
}: FieldProps) {
  const size = usePartSize();
  const isWrong = error !== undefined;
  const edge = isDisabled
    ? 'border-line bg-sunken text-faint'
    : isWrong
      ? 'border-bad shadow-[inset_0_0_0_1px_var(--color-bad)] bg-surface'
      : 'border-line-strong bg-surface';
  return (
    <TextField
      value={value}
      onChange={onChange}
      onBlur={onBlur}
      type={type}
      inputMode={inputMode}
      autoComplete={autoComplete}
      isDisabled={isDisabled}
      isInvalid={isWrong}
      // What was wrong before must not keep the browser from sending what was put right.
      validationBehavior="aria"
      maxLength={maxLength}
      className={classNames('flex min-w-0 flex-col gap-1', className)}
    >
      <Label className={hidesLabel ? 'sr-only' : 'text-xs font-medium text-muted'}>{label}</Label>
      <div
        className={classNames(
          'flex w-full items-center gap-2 border has-[input:focus]:outline-(length:--ring-width) has-[input:focus]:outline-focus',
          BOXES[size],
          edge,
        )}
      >
        {lead}
        <Input
          placeholder={placeholder}
          className="h-10 w-full min-w-0 flex-1 bg-transparent outline-none focus-visible:outline-none"
        />
        {trail}
      </div>
      {help !== undefined && !isWrong && (
        <Text slot="description" className="text-xs text-muted">
          {help}
        </Text>
      )}
      <FieldError className="flex items-center gap-1 text-xs text-bad">
        <Icon of={CircleAlert} size="small" />
        {error}
      </FieldError>
    </TextField>
  );
}
