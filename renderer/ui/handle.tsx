import { Fragment } from 'react';

/** A handle that may break where its server begins (“@mara” · “@mastodon.example”), not in the middle of a word. */
export function Handle({ handle }: { readonly handle: string }) {
  const parts = handle.split(/(?<=.)(?=@)/);
  return (
    <span dir="auto" className="handle">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
