/** The mark: a one that is a claw. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#d5472a" />
      <path
        fill="#fff"
        d="M22.4 4.800v15.500c0 3.600-2.200 6-6.400 6.900 1.300-1.900 1.600-3.400 1.600-5.600V13.400c-3 .1-5.500 1.300-8.200 4.400.3-7.200 5-12.500 13-13Z"
      />
    </svg>
  );
}
