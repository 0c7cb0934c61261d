/** Small choices of this browser. Where storage is off they last as long as the page. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`polku.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`polku.${name}`);
    else localStorage.setItem(`polku.${name}`, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
