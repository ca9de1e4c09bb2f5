/** The mark: two rails and one tie. */
export function RailsMark({ size = 40 }: { readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M10 4v24M22 4v24" strokeWidth="3" />
      <path d="M5 16h22" strokeWidth="3.5" />
    </svg>
  );
}

/** The picture of an empty place: rails that run to the horizon, with the next tie still to be laid. */
export function RailsPicture() {
  return (
    <svg
      width="152"
      height="96"
      viewBox="0 0 152 96"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M10 30h132" strokeWidth="1.5" opacity=".45" />
      <path d="M38 30c6-8 13-12 20-12s10 5 16 5 9-9 17-9 15 8 22 16" strokeWidth="1.5" opacity=".45" />
      <path d="M70 30 42 90M82 30l28 60" strokeWidth="2.5" />
      <path d="M65 38.5h22M58 53h36" strokeWidth="2.5" />
      <path d="M44 76h64" strokeWidth="3" strokeDasharray="1 7" />
    </svg>
  );
}
