import { type ReactNode, useEffect } from 'react';
import { Panel } from '#shared/ui/panel.tsx';
import { useSay } from '../words/words.ts';

type SidePanelProps = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
};

/** A panel over the page, from the right; Esc closes it and gives the focus back. */
export function SidePanel({ title, onClose, children, foot }: SidePanelProps) {
  const say = useSay();
  // Esc closes wherever the focus is; keys belong to the document.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <div className="fixed inset-0 z-(--z-panel)">
      <Panel title={title} closeWords={say('close')} onClose={onClose} foot={foot}>
        {children}
      </Panel>
    </div>
  );
}
