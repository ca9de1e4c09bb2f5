import type { ReactNode } from 'react';
import type { NetworkId } from '../../contract/model.ts';

/** One plain drawing for each network in the colour of the text around it: enough to be told apart, nobody's logo file. */
const drawings: Readonly<Record<NetworkId, ReactNode>> = {
  instagram: (
    <>
      <rect x="3" y="3" width="14" height="14" rx="4.5" />
      <circle cx="10" cy="10" r="3.25" />
      <circle cx="14" cy="6" r=".6" fill="currentColor" />
    </>
  ),
  pixelfed: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M8.25 14V6.75h2.5a2.4 2.4 0 0 1 0 4.8h-2.5" />
    </>
  ),
  x: <path d="M4 4h2.5L16 16h-2.5zM15.5 4l-4.5 5.1M9 11.1 4.5 16" />,
  threads: (
    <path d="M14.7 7.2C14 4.7 12.3 3.5 10 3.5c-3.6 0-5.25 2.75-5.25 6.5s1.65 6.5 5.25 6.5c2.8 0 4.8-1.4 4.8-3.6 0-2.4-2.3-3.4-4.6-3.4-1.8 0-3 .8-3 2.1s1.1 2 2.4 2c2 0 2.9-1.4 2.9-3.5 0-1.9-.8-3-2.5-3-1 0-1.7.3-2.2 1" />
  ),
  mastodon: (
    <>
      <path d="M6.5 16.5c2.5.8 5 .6 6.8-.1M3.5 10.5V7.25A3.75 3.75 0 0 1 7.25 3.5h5.5a3.75 3.75 0 0 1 3.75 3.75v3a3.25 3.25 0 0 1-3.25 3.25h-4.5A5.25 5.25 0 0 1 3.5 10.5Z" />
      <path d="M7 10.75V8.25a1.5 1.5 0 0 1 3 0V9.5M10 8.25a1.5 1.5 0 0 1 3 0v2.5" />
    </>
  ),
  bluesky: (
    <path d="M10 9.25C9 7 6.5 4.25 4 3.5c-1.25-.35-1.25 1.25-1 3 .3 2.25.75 3.75 3.25 3.75-2.25.25-3.25 1.75-1.5 4 1.75 2.25 4 1.75 5.25-2 1.25 3.75 3.5 4.25 5.25 2 1.75-2.25.75-3.75-1.5-4 2.5 0 2.95-1.5 3.25-3.75.25-1.75.25-3.35-1-3-2.5.75-5 3.5-6 5.75Z" />
  ),
  facebook: (
    <>
      <circle cx="10" cy="10" r="7.25" />
      <path d="M12.75 6.25h-.9c-1.2 0-1.85.7-1.85 1.85v9M7.75 10.75h4.5" />
    </>
  ),
  linkedin: (
    <>
      <rect x="3" y="3" width="14" height="14" rx="2.5" />
      <path d="M6.5 9v5M9.5 14V9M9.5 11.25c0-1.3.9-2.1 2-2.1s2 .8 2 2.1V14" />
      <circle cx="6.5" cy="6.4" r=".6" fill="currentColor" />
    </>
  ),
  youtube: (
    <>
      <rect x="2.5" y="4.75" width="15" height="10.5" rx="3" />
      <path d="m8.5 7.75 3.75 2.25-3.75 2.25z" fill="currentColor" />
    </>
  ),
  tiktok: <path d="M10.75 3.5v9.25a3 3 0 1 1-3-3M10.75 3.5c.25 2.25 1.75 3.75 4 4" />,
};

export function NetworkMark({ network, size = 20 }: { readonly network: NetworkId; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      {drawings[network]}
    </svg>
  );
}
