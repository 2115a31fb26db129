/** The mark of the product: rows of a table. */
export function Brand({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="7" fill="var(--accent-fill)" />
      <path d="M8 10h16M8 16h16M8 22h10" stroke="#fff" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}
