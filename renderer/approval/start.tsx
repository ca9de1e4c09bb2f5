import { startWindow } from '../ui/window.tsx';
import { ApprovalWindow } from './approval-window.tsx';

startWindow('approval.window', ApprovalWindow);
