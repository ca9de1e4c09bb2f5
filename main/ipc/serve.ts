/** The one place that listens to windows: nothing else imports `ipcMain`. */
import { ipcMain } from 'electron';
import { callNames, channelOf } from '../../contract/api.ts';
import { answerCall, type Serving } from './answer.ts';

/** Serves every call of the contract; the answer stops serving. */
export function serve(serving: Serving): () => void {
  for (const name of callNames) {
    ipcMain.handle(channelOf(name), (event, argument: unknown) =>
      answerCall(serving, name, event.senderFrame, argument),
    );
  }
  return () => {
    for (const name of callNames) ipcMain.removeHandler(channelOf(name));
  };
}
