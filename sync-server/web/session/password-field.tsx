import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { useSay } from '../words/words.ts';

type PasswordFieldProps = {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly help?: string;
  readonly error: string | undefined;
  readonly isNew?: boolean;
};

/** A password that may be shown while it is typed; password managers know it. */
export function PasswordField({ value, onChange, onBlur, help, error, isNew = false }: PasswordFieldProps) {
  const say = useSay();
  const [isShown, setIsShown] = useState(false);
  return (
    <Field
      label={say('password')}
      type={isShown ? 'text' : 'password'}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      value={value}
      onChange={onChange}
      {...(onBlur === undefined ? {} : { onBlur })}
      {...(help === undefined ? {} : { help })}
      error={error}
      maxLength={200}
      trail={
        <Button rank="quiet" className="-mr-1 min-h-8! px-2! text-muted" onPress={() => setIsShown(!isShown)}>
          <Icon of={isShown ? EyeOff : Eye} size="small" />
          {say(isShown ? 'password_hide' : 'password_show')}
        </Button>
      }
    />
  );
}
