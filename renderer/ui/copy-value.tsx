import { useEffect, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import { copyText } from './copy-text.ts';

interface CopyValueProps {
  readonly value: string;
  /** In place of a value that is too long to be read. */
  readonly shown?: string;
  /** What the button copies, in words. */
  readonly label: string;
}

/** How long “Copied” stands in place of the button's sign. */
const shownMs = 2_000;

/** Something to be entered elsewhere, to the letter, with the button that copies it. */
export function CopyValue({ value, shown = value, label }: CopyValueProps) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <span className="copy">
      <code className="copy-value">{shown}</code>
      <IconButton label={label} onPress={() => setCopied(copyText(value))}>
        {isCopied ? <Check size={16} className="good" aria-hidden /> : <Copy size={16} aria-hidden />}
      </IconButton>
      <output className="for-readers">{isCopied && t('settings.keys.copied')}</output>
    </span>
  );
}
