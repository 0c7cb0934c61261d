import { Skeleton } from '../../elements/skeleton/Skeleton';

const WIDTHS = ['38%', '52%', '44%'];

/** Where a list will stand, as high as one of three. */
export function ThingsSkeleton() {
  return (
    <ul class="things" aria-hidden="true">
      {WIDTHS.map((width) => (
        <li key={width} class="thing-waiting">
          <Skeleton width={width} height="14px" />
        </li>
      ))}
    </ul>
  );
}
