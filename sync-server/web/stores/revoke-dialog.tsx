import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleAlert } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { listTillsEndpoint, revokeTillEndpoint } from '#shared/api/store-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useOffice } from '../client/office-context.ts';
import { accountFault } from '../session/form-faults.ts';
import { useSay } from '../words/words.ts';

type RevokeDialogProps = {
  readonly till: { readonly id: string; readonly name: string };
  readonly onDone: () => void;
  readonly onClose: () => void;
};

/** Switches a till off for good: one of the few things that is asked about first. */
export function RevokeDialog({ till, onDone, onClose }: RevokeDialogProps) {
  const say = useSay();
  const { call } = useOffice();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => call(revokeTillEndpoint, { params: { id: till.id } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: [listTillsEndpoint.path] });
      onDone();
    },
  });
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => !isOpen && onClose()}
      className="fixed inset-0 z-(--z-menu) grid place-items-center bg-scrim p-4"
    >
      <Modal className="w-full max-w-112 rounded-lg border border-line bg-raised text-md shadow-panel lap:text-sm touch:text-md">
        <Dialog role="alertdialog" className="grid gap-4 p-5 outline-none">
          <Heading slot="title" className="text-lg font-semi">
            {say('revoke_title', { till: till.name })}
          </Heading>
          <p className="text-muted">{say('revoke_do')}</p>
          {revoke.error !== null && (
            <Note tone="bad" icon={CircleAlert} role="alert">
              {accountFault(revoke.error, say)}
            </Note>
          )}
          <div className="flex justify-end gap-2">
            <Button onPress={onClose}>{say('cancel')}</Button>
            <Button rank="destroying" isPending={revoke.isPending} onPress={() => revoke.mutate()}>
              {say(revoke.isPending ? 'revoke_busy' : 'revoke')}
            </Button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
