import { startWindow } from '../ui/window.tsx';
import { SettingsWindow } from './settings-window.tsx';

startWindow('settings.window', SettingsWindow);
