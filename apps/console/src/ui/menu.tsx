import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { buttonClass, type ButtonKind } from './button.tsx';
import styles from './menu.module.css';
import popup from './popup.module.css';

interface MenuProps {
  /** What the button is for, if its content is not text. */
  readonly label?: string;
  readonly button: ReactNode;
  readonly kind?: ButtonKind;
  readonly isIcon?: boolean;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}

const STEPS: Readonly<Record<string, (index: number, length: number) => number>> = {
  ArrowDown: (index, length) => (index + 1) % length,
  ArrowUp: (index, length) => (index - 1 + length) % length,
  Home: () => 0,
  End: (_index, length) => length - 1,
};

/** A button with a menu of `MenuItem`s: arrows move, Escape closes and returns the focus. */
export function Menu({ label, button, kind, isIcon = false, align = 'end', children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = () => [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]:not(:disabled)') ?? [])];
  const close = () => {
    setOpen(false);
    root.current?.querySelector('button')?.focus();
  };
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && isOpen) {
      event.stopPropagation();
      close();
    }
    const step = STEPS[event.key];
    if (!isOpen || !step) return;
    event.preventDefault();
    const all = items();
    all[step(all.indexOf(document.activeElement as HTMLElement), all.length)]?.focus();
  }
  return (
    <div
      ref={root}
      className={styles.root}
      onKeyDown={onKeyDown}
      onBlur={({ currentTarget, relatedTarget }) => !currentTarget.contains(relatedTarget) && setOpen(false)}
    >
      <button
        type="button"
        className={buttonClass(kind, isIcon)}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={label}
        title={isIcon ? label : undefined}
        onClick={() => {
          setOpen(!isOpen);
          if (!isOpen) requestAnimationFrame(() => items()[0]?.focus());
        }}
      >
        {button}
      </button>
      {isOpen && (
        <div
          ref={(menu) => {
            if (menu) show(menu, root.current, align);
          }}
          id={id}
          role="menu"
          popover="manual"
          className={`${popup.popup} ${styles.menu}`}
          onClick={close}
        >
          {children}
        </div>
      )}
    </div>
  );
}

const MARGIN = 12;
const GAP = 4;

/** Shows a menu above everything else, since a table that scrolls would cut it off: below its button, or above it near the end. */
function show(menu: HTMLElement, button: HTMLElement | null, align: 'start' | 'end'): void {
  if (!menu.matches(':popover-open')) menu.showPopover();
  const { top, bottom, left, right } = button?.getBoundingClientRect() ?? new DOMRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const x = Math.max(MARGIN, Math.min(align === 'end' ? right - width : left, innerWidth - width - MARGIN));
  const y = bottom + GAP + height > innerHeight ? top - GAP - height : bottom + GAP;
  menu.style.inset = `${y}px auto auto ${x}px`;
}

interface MenuItemProps {
  readonly onSelect: () => void;
  readonly isDangerous?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function MenuItem({ onSelect, isDangerous = false, disabled, children }: MenuItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      disabled={disabled}
      className={`${popup.option} ${styles.item} ${isDangerous ? styles.danger : ''}`}
      onClick={onSelect}
    >
      {children}
    </button>
  );
}
