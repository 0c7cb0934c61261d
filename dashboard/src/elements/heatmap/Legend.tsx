import { cssColour, KINDS, OTHERS, valueAt, type RampName } from './ramps';
import './legend.css';

interface RampLegendProps {
  label: string;
  ramp: RampName;
  /** What the numbers are at these strengths, weakest first. */
  stops: readonly { strength: number; text: string }[];
}

const STEPS = 24;

/** A bar of the ramp's colours with numbers under it. */
export function RampLegend({ label, ramp, stops }: RampLegendProps) {
  return (
    <div class="ramp-legend">
      <span class="ramp-legend-label">{label}</span>
      <div class="ramp-legend-scale">
        <div class="ramp-legend-bar" aria-hidden="true">
          {Array.from({ length: STEPS }, (_, at) => (
            <span key={at} style={{ background: cssColour(ramp, at / (STEPS - 1)) }} />
          ))}
        </div>
        <div class="ramp-legend-numbers">
          {stops.map(({ strength, text }) => (
            <span key={strength} style={{ left: `${strength * 100}%` }}>
              {text}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

/** The values at even strengths, in whole numbers where they count something, of which those that would read the same are left out. */
export function heatStops(most: number, format: (value: number) => string, whole = true): { strength: number; text: string }[] {
  const stops = [0.25, 0.5, 0.75, 1].map((strength) => ({ strength, value: valueAt(strength, most) })).filter(({ value }) => !whole || value >= 0.95);
  const shown = stops.length === 0 ? [{ strength: 1, value: most }] : stops;
  return shown.map(({ strength, value }) => ({ strength, text: format(whole ? Math.round(value) : value) })).filter((one, at, all) => at === 0 || one.text !== all[at - 1]!.text);
}

export interface Kind {
  /** As the server tells it. */
  value: string;
  name: string;
  /** On the map, or on each of two that stand side by side. */
  counts: readonly number[];
}

interface KindsLegendProps {
  label: string;
  kinds: readonly Kind[];
  hidden: ReadonlySet<string>;
  onToggle: (value: string) => void;
  format: (count: number) => string;
}

/** What each colour stands for; a click hides it on the map. */
export function KindsLegend({ label, kinds, hidden, onToggle, format }: KindsLegendProps) {
  return (
    <div class="kinds-legend" role="group" aria-label={label} data-list>
      {kinds.map(({ value, name, counts }, at) => (
        <button key={value} type="button" class="kinds-legend-kind" aria-pressed={!hidden.has(value)} onClick={() => onToggle(value)}>
          <span class="kinds-legend-dot" style={{ background: colourOf(at) }} aria-hidden="true" />
          <span class="kinds-legend-name">{name}</span> <span class="kinds-legend-count">{counts.map(format).join(' | ')}</span>
        </button>
      ))}
    </div>
  );
}

/** The colour of the kind at this place of the legend. */
export function colourOf(at: number): string {
  return KINDS[at] ?? OTHERS;
}
