import './skeleton.css';

/** A grey stand-in of the size that the content will have. Sizes are CSS lengths. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span class="skeleton" style={{ width, height }} aria-hidden="true" />;
}
