/** What is missing may stand below the edge of what is in view: the focus brings it there. */
export function focusField(form: HTMLFormElement | null, name: string | null): void {
  const field = form === null || name === null ? null : form.elements.namedItem(name);
  if (field instanceof HTMLElement) field.focus();
}
