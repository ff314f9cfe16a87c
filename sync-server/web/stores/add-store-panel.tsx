import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { addStoreEndpoint, listStoresEndpoint } from '#shared/api/store-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { ApiFault } from '../client/api-fault.ts';
import { useOffice } from '../client/office-context.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { AccountForm } from '../session/account-frame.tsx';
import { accountFault } from '../session/form-faults.ts';
import { useSay } from '../words/words.ts';
import { suggestedCode } from '#shared/people/suggested-code.ts';

type AddStorePanelProps = { readonly onAdded: (name: string) => void; readonly onClose: () => void };

/** Opens a store: its name and the short code that stands in front of every receipt number. */
export function AddStorePanel({ onAdded, onClose }: AddStorePanelProps) {
  const say = useSay();
  const [name, setName] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [address, setAddress] = useState('');
  const [phone, setPhone] = useState('');
  const [isTried, setIsTried] = useState(false);
  const shownCode = code ?? suggestedCode(name);
  const add = useAddStore(onAdded);
  const nameError = name.trim() === '' ? say('store_need_name') : undefined;
  const codeError = /^[A-Z0-9]{2,6}$/.test(shownCode) ? undefined : say('store_need_code');
  const isTaken = add.error instanceof ApiFault && add.error.code === 'conflict';
  const send = (): void => {
    setIsTried(true);
    if (nameError === undefined && codeError === undefined && !add.isPending)
      add.mutate({ name: name.trim(), code: shownCode, address: address.trim(), phone: phone.trim() });
  };
  return (
    <SidePanel title={say('store_add')} onClose={onClose}>
      <AccountForm onSend={send}>
        <Field
          label={say('store_name')}
          placeholder={say('store_name_example')}
          value={name}
          onChange={setName}
          error={isTried ? nameError : undefined}
          maxLength={80}
        />
        <Field
          label={say('store_code')}
          help={say('store_code_help')}
          value={shownCode}
          onChange={(typed) => setCode(typed.toLocaleUpperCase('en'))}
          error={isTaken ? say('store_code_taken') : isTried ? codeError : undefined}
          maxLength={6}
        />
        <Field
          label={say('store_address')}
          autoComplete="street-address"
          value={address}
          onChange={setAddress}
          maxLength={300}
        />
        <Field
          label={say('store_phone')}
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          value={phone}
          onChange={setPhone}
          maxLength={40}
        />
        {add.error !== null && !isTaken && (
          <Note tone="bad" icon={CircleAlert} role="alert">
            {accountFault(add.error, say)}
          </Note>
        )}
        <Button type="submit" rank="primary" isPending={add.isPending}>
          {say(add.isPending ? 'store_add_busy' : 'store_add')}
        </Button>
      </AccountForm>
    </SidePanel>
  );
}

type NewStore = { readonly name: string; readonly code: string; readonly address: string; readonly phone: string };

function useAddStore(onAdded: (name: string) => void) {
  const { call } = useOffice();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewStore) => call(addStoreEndpoint, { body }),
    onSuccess: async (_answer, { name }) => {
      await queries.invalidateQueries({ queryKey: [listStoresEndpoint.path] });
      onAdded(name);
    },
  });
}
