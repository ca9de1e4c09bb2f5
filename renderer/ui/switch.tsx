import { Switch } from 'react-aria-components';

interface SwitchLineProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

/** Its words, and the switch at the end of the line. */
export function SwitchLine({ label, isOn, onChange }: SwitchLineProps) {
  return (
    <Switch className="switch" isSelected={isOn} onChange={onChange}>
      <span className="switch-words">{label}</span>
      <span className="switch-track" aria-hidden />
    </Switch>
  );
}
