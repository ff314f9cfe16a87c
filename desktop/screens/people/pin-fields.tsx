import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';

type PinFieldsProps = {
  readonly label: string;
  readonly pin: string;
  readonly pinAgain: string;
  readonly onPin: (pin: string) => void;
  readonly onPinAgain: (pinAgain: string) => void;
  readonly help: string;
  readonly error: string | undefined;
  readonly errorAgain: string | undefined;
};

const PIN_MAX = 8;

export function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '');
}

/** A new PIN, typed twice, since nobody sees it. */
export function PinFields(props: PinFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field
        label={props.label}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        value={props.pin}
        maxLength={PIN_MAX}
        onChange={(typed) => props.onPin(digitsOf(typed))}
        help={props.help}
        error={props.error}
      />
      <Field
        label={t('people.pinAgain')}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        value={props.pinAgain}
        maxLength={PIN_MAX}
        onChange={(typed) => props.onPinAgain(digitsOf(typed))}
        error={props.errorAgain}
      />
    </>
  );
}
