import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { registerEndpoint } from '#shared/api/auth-endpoints.ts';
import { useOffice } from '../client/office-context.ts';
import { LINK } from '../parts/link-look.ts';
import { type Say, useSay } from '../words/words.ts';
import { AccountForm, AccountFrame } from './account-frame.tsx';
import { accountFault, emailFault, newPasswordFault } from './form-faults.ts';
import { PasswordField } from './password-field.tsx';

const EMPTY = { businessName: '', fullName: '', email: '', password: '' };
type Registration = typeof EMPTY;
type FieldName = keyof Registration;

function faultOf(name: FieldName, { businessName, fullName, email, password }: Registration, say: Say) {
  switch (name) {
    case 'businessName':
      return businessName.trim() === '' ? say('need_business') : undefined;
    case 'fullName':
      return fullName.trim() === '' ? say('need_name') : undefined;
    case 'email':
      return emailFault(email, say);
    case 'password':
      return newPasswordFault(password, say);
  }
}

const NAMES: readonly FieldName[] = ['businessName', 'fullName', 'email', 'password'];

type Bound = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
  readonly error: string | undefined;
};

/** Registers a business and its owner; the e-mail is confirmed before the first sign-in. */
export function RegisterPage() {
  const say = useSay();
  const { call } = useOffice();
  const navigate = useNavigate();
  const [form, setForm] = useState(EMPTY);
  const [left, setLeft] = useState<ReadonlySet<FieldName>>(new Set());
  const register = useMutation({
    mutationFn: (body: Registration) => call(registerEndpoint, { body }),
    onSuccess: (_answer, { email }) => navigate({ to: '/check-mail', search: { email } }),
  });
  /** A field says what is wrong once it was left, and stops as soon as it is put right. */
  const bind = (name: FieldName): Bound => ({
    value: form[name],
    onChange: (value: string) => setForm({ ...form, [name]: value }),
    onBlur: () => {
      if (form[name] !== '') setLeft(new Set([...left, name]));
    },
    error: left.has(name) ? faultOf(name, form, say) : undefined,
  });
  const send = (): void => {
    setLeft(new Set(NAMES));
    const isWhole = NAMES.every((name) => faultOf(name, form, say) === undefined);
    if (isWhole && !register.isPending) register.mutate({ ...form, email: form.email.trim() });
  };
  return (
    <AccountFrame
      title={say('register_title')}
      sub={say('register_sub')}
      foot={
        <>
          {say('have_account')}
          <Link to="/sign-in" className={LINK}>
            {say('sign_in_link')}
          </Link>
        </>
      }
    >
      {register.error !== null && (
        <Note tone="bad" icon={CircleAlert} role="alert">
          {accountFault(register.error, say)}
        </Note>
      )}
      <AccountForm onSend={send}>
        <NamesAndMail bind={bind} />
        <PasswordField isNew help={say('password_help')} {...bind('password')} />
        <Button type="submit" rank="primary" scale="choice" isPending={register.isPending}>
          {say(register.isPending ? 'register_busy' : 'register_do')}
        </Button>
      </AccountForm>
    </AccountFrame>
  );
}

function NamesAndMail({ bind }: { readonly bind: (name: FieldName) => Bound }) {
  const say = useSay();
  return (
    <>
      <Field
        label={say('business_name')}
        placeholder={say('business_name_example')}
        autoComplete="organization"
        maxLength={120}
        {...bind('businessName')}
      />
      <Field
        label={say('full_name')}
        placeholder={say('full_name_example')}
        autoComplete="name"
        maxLength={120}
        {...bind('fullName')}
      />
      <Field
        label={say('email')}
        type="email"
        inputMode="email"
        autoComplete="username"
        maxLength={254}
        {...bind('email')}
      />
    </>
  );
}
