/** Whether a path matches one of the patterns: `*` is anything but `/`, `**` anything; a last `/` makes no difference. */
export function isExcluded(path: string, patterns = ''): boolean {
  return patterns.split(/[\s,]+/).some(pattern => {
    const source = pattern.replace(/[^\w*/-]/g, '\\$&').replace(/\*+/g, stars => (stars[1] ? '.*' : '[^/]*'));
    return source && RegExp(`^${source}/*$`).test(path + '/');
  });
}
