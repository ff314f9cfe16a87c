import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';

const CODE = /^[2-9A-HJ-NP-Z]{4}-?[2-9A-HJ-NP-Z]{4}$/i;

export function isOffice(text: string): boolean {
  return URL.canParse(text.trim()) && /^https?:$/.test(new URL(text.trim()).protocol);
}

export function isCode(text: string): boolean {
  return CODE.test(text.trim());
}

type OfficeFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is empty counts as wrong once it was sent. */
  readonly wasSent: boolean;
};

/** Where the office is found. */
export function OfficeField({ value, onChange, wasSent }: OfficeFieldProps) {
  const { t } = useTranslation();
  const [wasLeft, setWasLeft] = useState(false);
  const isWrong = !isOffice(value) && (wasSent || (wasLeft && value !== ''));
  return (
    <Field
      label={t('enrol.office')}
      value={value}
      onChange={onChange}
      onBlur={() => setWasLeft(true)}
      inputMode="url"
      placeholder="https://shop.example.com"
      help={t('enrol.officeHelp')}
      error={isWrong ? t('enrol.officeWrong') : undefined}
    />
  );
}

/** The one-time code, with or without its dash. */
export function CodeField({ value, onChange, wasSent }: OfficeFieldProps) {
  const { t } = useTranslation();
  const [wasLeft, setWasLeft] = useState(false);
  const isWrong = !isCode(value) && (wasSent || (wasLeft && value !== ''));
  return (
    <Field
      label={t('enrol.code')}
      value={value}
      onChange={(typed) => onChange(typed.toUpperCase())}
      onBlur={() => setWasLeft(true)}
      placeholder="7F3K-22QD"
      maxLength={12}
      help={t('enrol.codeHelp')}
      error={isWrong ? t('enrol.codeWrong') : undefined}
    />
  );
}
