import type { ReactNode } from 'react';

/** A page may send the person to the page where a missing account is linked. */
export interface PageProps {
  readonly onAccounts: () => void;
}

interface PageHeadProps {
  readonly title: string;
  readonly purpose: string;
  readonly children?: ReactNode;
}

/** A page's name, what it is for, and its one main action. */
export function PageHead({ title, purpose, children }: PageHeadProps) {
  return (
    <header className="page-head">
      <div className="page-words">
        <h1 className="page-title">{title}</h1>
        <p className="quiet">{purpose}</p>
      </div>
      {children}
    </header>
  );
}
