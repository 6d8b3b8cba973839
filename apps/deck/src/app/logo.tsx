/** A gennaker: the sail, the smaller sail, and the sea. */
export const Logo = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden>
    <path d="M9.2 1.2C15.6 4.6 18.4 9.6 18.6 14.6 15.4 13.2 12 13 9.2 14.2Z" fill="var(--text)" />
    <path d="M7.4 5.2C4.8 8 2.9 11.2 1.9 14.6c1.8-.6 3.6-.8 5.5-.5Z" fill="var(--accent)" />
    <path
      d="M1.6 17.1c5.4-1.4 11.4-1.4 16.8 0"
      fill="none"
      stroke="var(--text)"
      strokeWidth="1.7"
      strokeLinecap="round"
    />
  </svg>
);
