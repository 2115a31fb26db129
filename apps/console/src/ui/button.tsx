import type { ButtonHTMLAttributes, ReactNode } from 'react';
import styles from './button.module.css';

export type ButtonKind = 'normal' | 'primary' | 'danger' | 'quiet';

/** The classes of a button, also for a link that looks like one. */
export function buttonClass(kind: ButtonKind = 'normal', isIcon = false): string {
  return [styles.button, kind !== 'normal' && styles[kind], isIcon && styles.icon].filter(Boolean).join(' ');
}

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly kind?: ButtonKind;
}

export function Button({ kind, type = 'button', className = '', ...props }: ButtonProps) {
  return <button type={type} className={`${buttonClass(kind)} ${className}`} {...props} />;
}

interface IconButtonProps extends ButtonProps {
  /** Says what the button does, since an icon alone does not. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, kind = 'quiet', type = 'button', className = '', ...props }: IconButtonProps) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={`${buttonClass(kind, true)} ${className}`}
      {...props}
    />
  );
}
