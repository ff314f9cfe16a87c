import { Field } from '#shared/ui/field.tsx';
import { type NumberEntry, entryOf } from './number-entry.ts';
import { useWriting } from './use-writing.ts';

type AmountFieldProps = {
  readonly label: string;
  readonly entry: NumberEntry;
  readonly onChange: (entry: NumberEntry) => void;
  readonly help?: string;
  readonly error?: string | undefined;
};

/** An amount of money as a field, with the currency's sign before it. */
export function AmountField({ label, entry, onChange, help, error }: AmountFieldProps) {
  const { currencySign } = useWriting();
  return (
    <Field
      label={label}
      value={entry.text}
      inputMode="decimal"
      onChange={(typed) => onChange(entryOf(typed, entry.places))}
      lead={<span className="text-muted">{currencySign}</span>}
      error={error}
      {...(help === undefined ? {} : { help })}
    />
  );
}
