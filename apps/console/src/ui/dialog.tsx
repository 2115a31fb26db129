import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

const FIRST_CONTROL = 'input, select, textarea';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at the end. */
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
}

/** A modal dialog: open as long as it is rendered. The browser returns the focus to its opener. */
export function Dialog({ title, onClose, children, actions, isWide = false }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // The browser would take the first button, which closes the dialog.
    dialog?.querySelector<HTMLElement>(FIRST_CONTROL)?.focus();
    return () => dialog?.close();
  }, []);
  // Outside of the page, since a dialog may have a form and be opened from within one.
  return createPortal(
    <dialog
      ref={ref}
      className={`${styles.dialog} ${isWide ? styles.wide : ''}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className={styles.content}>
        <header className={styles.head}>
          <h2 id={titleId}>{title}</h2>
          <IconButton label="Close" onClick={onClose}>
            <X size={16} />
          </IconButton>
        </header>
        <div className={styles.body} tabIndex={-1}>
          {children}
        </div>
        {actions && <footer className={styles.foot}>{actions}</footer>}
      </div>
    </dialog>,
    document.body,
  );
}
