import type { ReactNode, Ref } from 'react';
import { Button, type ButtonProps, Tooltip, TooltipTrigger } from 'react-aria-components';

interface ActionButtonProps extends Omit<ButtonProps, 'className'> {
  /** `filled` is for the one thing a view is about. */
  readonly look?: 'plain' | 'quiet' | 'filled' | 'danger';
  readonly ref?: Ref<HTMLButtonElement>;
}

export function ActionButton({ look = 'plain', ...rest }: ActionButtonProps) {
  return <Button {...rest} className={`button button-${look}`} />;
}

interface IconButtonProps extends Omit<ButtonProps, 'className' | 'children' | 'aria-label'> {
  readonly label: string;
  readonly children: ReactNode;
}

/** A button that is only an icon: its label is its name for readers and its tooltip for the eye. */
export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <Button {...rest} aria-label={label} className="button button-quiet button-icon">
        {children}
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
