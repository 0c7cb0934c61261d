/** The same function, but an error of ours never becomes one of the page's: a lost measurement is better than a broken page. */
export function guard<A extends unknown[]>(run: (...given: A) => void): (...given: A) => void {
  return (...given) => {
    try {
      run(...given);
    } catch {
      // nothing to tell, and nobody to tell it to
    }
  };
}
