/** Graph's `fields` parameter: `id,caption,children{id,media_url}`. */

export interface FieldTree {
  readonly [name: string]: FieldTree;
}

/** The fields that are asked for, `id` always among them. A tree without entries stands for the default. */
export function parseFields(text: string): FieldTree {
  const tree: Record<string, FieldTree> = { id: {} };
  for (const part of splitTop(text)) {
    const brace = part.indexOf('{');
    const name = brace < 0 ? part : part.slice(0, brace);
    tree[name] = brace < 0 ? {} : parseFields(part.slice(brace + 1, -1));
  }
  return tree;
}

function splitTop(text: string): readonly string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text.replace(/\s/g, '')) {
    depth += character === '{' ? 1 : character === '}' ? -1 : 0;
    if (character === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
  }
  return parts.filter((part) => part !== '');
}

/** Only what was asked for. Answers the name of a field that does not exist as `unknown`. */
export function pick(
  object: Readonly<Record<string, unknown>>,
  tree: FieldTree,
): { readonly value: Record<string, unknown>; readonly unknown: string | null } {
  const names = Object.keys(tree);
  const unknown = names.find((name) => !(name in object)) ?? null;
  const entries = names
    .map((name) => [name, object[name]] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return { value: Object.fromEntries(entries), unknown };
}
