import { type ReactNode, type Ref, useId } from 'react';

type LineFieldProps = {
  readonly label: string;
  /** Read aloud where the label alone would not say of what. */
  readonly name: string;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly field?: Ref<HTMLInputElement>;
  readonly lead?: ReactNode;
  readonly trail?: ReactNode;
  readonly placeholder?: string;
  readonly isDate?: boolean;
  readonly isNumber?: boolean;
  readonly maxLength?: number;
};

/** A field of a line that a key can jump to; what stands there is marked when it is entered, so that typing replaces it. */
export function LineField(props: LineFieldProps) {
  const { label, name, value, onChange, field, lead, trail, placeholder = '' } = props;
  const { isDate = false, isNumber = false, maxLength = 64 } = props;
  const id = useId();
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <label htmlFor={id} className="truncate text-xs font-medium text-muted" aria-hidden="true">
        {label}
      </label>
      <span className="flex min-h-(--size-target) items-center gap-1 rounded-md border border-line-strong bg-surface px-3 has-[input:focus]:outline-(length:--ring-width) has-[input:focus]:outline-focus">
        {lead}
        <input
          id={id}
          ref={field}
          aria-label={name}
          type={isDate ? 'date' : 'text'}
          inputMode={isNumber ? 'decimal' : 'text'}
          value={value}
          maxLength={maxLength}
          placeholder={placeholder}
          autoComplete="off"
          onFocus={({ target }) => (isDate ? undefined : target.select())}
          onChange={({ target }) => onChange(target.value)}
          className="h-10 w-full min-w-0 flex-1 bg-transparent tabular-nums outline-none focus-visible:outline-none dark:scheme-dark"
        />
        {trail}
      </span>
    </div>
  );
}
