import { Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { SHORTCUTS } from './shortcuts.ts';

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <Facts facts={SHORTCUTS.map(([keys, effect]) => [keys, effect])} />
    </Dialog>
  );
}
