/** Whether a page is one of a group's; without a pattern the group is a page that stands for itself. */
export function isOfGroup(page: string, group: string, pattern: string | null): boolean {
  return pattern === null ? page === group : matching(pattern).test(page);
}

/** `*` stands for any text inside one segment, `**` for any text. */
function matching(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*|\*)/).map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&')));
  return new RegExp(`^${parts.join('')}$`, 's');
}
