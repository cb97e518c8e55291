/** Addresses as patterns: `/law/:country/:law`, and `:id{.+}` for a name that may hold slashes. */

/** Reads an address without language by a pattern: what its names stand for, or undefined where it does not fit. */
export function addressPattern(pattern: string): (path: string) => Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.replace(/[.]|:(\w+)(\{\.\+\})?/g, (found, name: string | undefined, deep?: string) => {
    if (name === undefined) return `\\${found}`;
    names.push(name);
    return deep ? '(.+)' : '([^/]+)';
  });
  const expression = new RegExp(`^${source}$`);
  return (path) => {
    const found = expression.exec(path === '/' ? '' : path);
    return found ? Object.fromEntries(names.map((name, n) => [name, found[n + 1] ?? ''])) : undefined;
  };
}
