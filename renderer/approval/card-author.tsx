import type { CrosspostView } from '../../contract/queue-views.ts';
import { Handle } from '../ui/handle.tsx';
import { postShapes } from './post-shape.ts';

/** Who posts; where the account has no name of its own, its handle stands alone. */
export function CardAuthor({ account }: Pick<CrosspostView, 'account'>) {
  const shape = postShapes[account.network];
  const isNamed = shape.handle !== 'only' && account.displayName !== account.handle;
  const name = isNamed ? account.displayName : '';
  return (
    <p className="post-author">
      <span className="post-face" aria-hidden>
        {firstLetter(account.displayName || account.handle)}
      </span>
      <span className="post-who" data-handle={name === '' ? 'only' : shape.handle}>
        {name !== '' && (
          <strong dir="auto" className="post-name">
            {name}
          </strong>
        )}
        <span className={name === '' ? 'post-name' : 'post-handle'}>
          <Handle handle={shape.at ? `@${account.handle}` : account.handle} />
        </span>
      </span>
    </p>
  );
}

function firstLetter(name: string): string {
  return Array.from(name.replace(/^@/, ''))[0]?.toUpperCase() ?? '';
}
