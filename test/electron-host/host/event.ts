/** The event object that Electron's listeners get first. */
export type ElectronEvent<Details extends object = object> = Details & {
  preventDefault(): void;
  readonly defaultPrevented: boolean;
};

export function electronEvent<Details extends object>(details: Details): ElectronEvent<Details>;
export function electronEvent(): ElectronEvent;
export function electronEvent(details: object = {}): ElectronEvent {
  let prevented = false;
  return Object.defineProperties(Object.assign({}, details) as ElectronEvent, {
    preventDefault: {
      value: () => {
        prevented = true;
      },
    },
    defaultPrevented: { get: () => prevented },
  });
}
