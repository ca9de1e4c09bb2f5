import type { ReactNode } from 'react';
import type { QueueMark } from '../../contract/queue-views.ts';

/** Each mark has a shape of its own, so that none depends on colour. */
const shapes: Readonly<Record<QueueMark['mark'], ReactNode>> = {
  clean: <circle cx="6" cy="6" r="4" fill="currentColor" />,
  look: <circle cx="6" cy="6" r="3.25" strokeWidth="1.75" />,
  held: <path d="M2 6h8" strokeWidth="3" />,
  going: <path d="M4 2.5 8.5 6 4 9.5z" fill="currentColor" strokeWidth="1" />,
  done: <path d="m2 6.5 2.75 2.75L10 3.5" strokeWidth="1.75" />,
  trouble: <path d="M6 2v4.5M6 9.5v.25" strokeWidth="2.25" />,
  skipped: <path d="m3 3 6 6M9 3 3 9" strokeWidth="1.5" />,
};

/** How one crosspost stands, as a shape with a name. */
export function Mark({ mark, label }: { readonly mark: QueueMark['mark']; readonly label: string }) {
  return (
    <span className={`mark mark-${mark}`} title={label}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        fill="none"
        stroke="currentColor"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden
      >
        {shapes[mark]}
      </svg>
      <span className="for-readers">{label}</span>
    </span>
  );
}
