import { useEffect, useMemo, useState } from 'preact/hooks';
import { Skeleton } from '../skeleton/Skeleton';
import { shadeOf, shadesOf } from '../heat/classes';
import { HeatLegend } from '../heat/HeatLegend';
import './map.css';

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  name: string;
  value: number;
  /** The figures in words, for the tip. */
  figures: string;
  picked: boolean;
}

interface Shape {
  /** Empty for land that no code names. */
  code: string;
  path: string;
  /** Where a country stands that is too small to be drawn. */
  dot: [number, number] | null;
}

interface World {
  width: number;
  height: number;
  /** Steps of the paths' coordinates in one unit of width and height. */
  steps: number;
  land: Shape[];
}

interface WorldMapProps {
  label: string;
  legend: string;
  countries: readonly Country[];
  format: (value: number) => string;
  onPick: (code: string) => void;
}

let loaded: World | null = null;

/**
 * Countries in shades of their values. The picture is for eyes and pointers; whoever sees it must also get a table of the same
 * countries, which keyboards and screen readers use.
 */
export function WorldMap({ label, legend, countries, format, onPick }: WorldMapProps) {
  const world = useWorld();
  const [tip, setTip] = useState<{ country: Country; x: number; y: number } | null>(null);
  const known = useMemo(() => new Map(countries.map((country) => [country.code, country])), [countries]);
  const starts = useMemo(() => shadesOf(countries.map(({ value }) => value), 'log'), [countries]);
  if (world === null) return <MapSkeleton />;

  const follow = (event: MouseEvent): void => {
    const country = known.get(codeAt(event));
    if (country === undefined) return setTip(null);
    const box = (event.currentTarget as Element).getBoundingClientRect();
    setTip({ country, x: event.clientX - box.left, y: event.clientY - box.top });
  };
  const shown = (shape: Shape): string => {
    const country = known.get(shape.code);
    return `map-land${country === undefined ? '' : ` map-country heat-${shadeOf(country.value, starts)}`}${country?.picked ? ' map-picked' : ''}`;
  };
  return (
    <div class="map">
      <div class="map-place" onMouseMove={follow} onMouseLeave={() => setTip(null)}>
        <svg
          viewBox={`0 0 ${world.width} ${world.height}`}
          role="img"
          aria-label={label}
          onClick={(event) => known.has(codeAt(event)) && onPick(codeAt(event))}
        >
          <g transform={`scale(${1 / world.steps})`}>
            {world.land.map((shape, at) => shape.path !== '' && <path key={at} data-code={shape.code} class={shown(shape)} d={shape.path} />)}
          </g>
          {world.land.map(({ code, dot }) =>
            dot !== null && known.has(code) ? <circle key={code} data-code={code} class={shown({ code, path: '', dot })} cx={dot[0]} cy={dot[1]} r="4" /> : null,
          )}
        </svg>
        {tip !== null && (
          <div class="map-tip" style={{ left: `clamp(80px, ${tip.x}px, calc(100% - 80px))`, top: `${tip.y}px` }}>
            <b>{tip.country.name}</b> {tip.country.figures}
          </div>
        )}
      </div>
      <HeatLegend label={legend} starts={starts} format={format} />
    </div>
  );
}

/** As large as the map with its legend. */
export function MapSkeleton() {
  return (
    <div class="map" aria-hidden="true">
      <div class="map-place">
        <Skeleton height="100%" />
      </div>
      <Skeleton width="60%" height="17px" />
    </div>
  );
}

function codeAt(event: Event): string {
  return event.target instanceof SVGElement ? (event.target.dataset['code'] ?? '') : '';
}

/** The shapes come when a map is first shown. */
function useWorld(): World | null {
  const [world, setWorld] = useState(loaded);
  useEffect(() => {
    let current = true;
    if (world === null) {
      void import('./world.json').then(({ default: json }) => {
        loaded = json as unknown as World;
        if (current) setWorld(loaded);
      });
    }
    return () => {
      current = false;
    };
  }, []);
  return world;
}
