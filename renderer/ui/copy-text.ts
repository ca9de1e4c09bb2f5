/**
 * Puts a text on the clipboard, in answer to a press. By the page's own copy command, because `navigator.clipboard` asks
 * for a permission and our windows are given none. Answers whether it is there.
 */
export function copyText(text: string): boolean {
  let isTaken = false;
  const give = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // Whatever is selected must not take its place.
    event.stopImmediatePropagation();
    isTaken = event.clipboardData !== null;
  };
  document.addEventListener('copy', give, { capture: true, once: true });
  // oxlint-disable-next-line typescript/no-deprecated -- the one way to the clipboard that needs no permission
  document.execCommand('copy');
  document.removeEventListener('copy', give, { capture: true });
  return isTaken;
}
