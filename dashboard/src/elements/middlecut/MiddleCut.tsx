import './middlecut.css';

/** How many characters at the end always stay: about one segment of a path. */
const TAIL = 14;

/** Text that is cut in its middle where it does not fit, since paths and host names differ most at their ends. */
export function MiddleCut({ text }: { text: string }) {
  if (text.length <= TAIL * 2) return <span class="middle-cut-whole">{text}</span>;
  return (
    <span class="middle-cut" title={text}>
      <span class="middle-cut-head">{text.slice(0, -TAIL)}</span>
      <span class="middle-cut-tail">{text.slice(-TAIL)}</span>
    </span>
  );
}
