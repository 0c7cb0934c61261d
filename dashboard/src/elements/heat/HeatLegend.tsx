import { SHADES } from './classes';
import './heat.css';

/** What the shades mean, in numbers: the least value of each. */
export function HeatLegend({ label, starts, format }: { label: string; starts: readonly number[]; format: (value: number) => string }) {
  if (starts.length === 0) return null;
  return (
    <div class="heat-legend">
      <span>{label}</span>
      {starts.map((start, at) => (
        <span key={start} class="heat-step">
          <span class={`heat-swatch heat-${SHADES - starts.length + at + 1}`} />
          {at === starts.length - 1 && at > 0 ? `${format(start)}+` : format(start)}
        </span>
      ))}
    </div>
  );
}
