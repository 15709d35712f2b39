/** Replaces `$(NAME)` by what `find` gives; an unknown name is left as it stands, and `$$` is a plain `$`. */
export function expandReferences(text: string, find: (name: string) => string | undefined): string {
  return text.replaceAll(/\$(\$|\(([^)]*)\))/g, (all: string, what: string, name: string) => (what === '$' ? '$' : find(name) ?? all))
}
