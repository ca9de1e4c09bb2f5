import type { TextSegment } from '../../contract/model.ts';

/** A text as the network will show it. Links are marked, not followed: a window opens nothing by address. */
export function Segments({ segments }: { readonly segments: readonly TextSegment[] }) {
  return (
    <p dir="auto" className="own-words">
      {segments.map((segment, index) =>
        segment.kind === 'text' ? (
          segment.text
        ) : (
          <span key={index} className={`segment segment-${segment.kind}`} title={segment.href}>
            {segment.text}
          </span>
        ),
      )}
    </p>
  );
}
