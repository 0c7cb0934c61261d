// Writes the map of the world that the dashboard loads, from Natural Earth's countries (public domain) as the npm package
// world-atlas has them: `npm run world`. Simplified to what a screen shows, projected, and named by ISO 3166-1 alpha-2.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { geoArea, geoCentroid, geoNaturalEarth1, geoPath } from 'd3-geo';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';

const WIDTH = 1000;
/** Corners of a smaller area than this, in square degrees, are smoothed away. */
const DETAIL = 0.03;
/** Steps of the coordinates in one unit of the picture. */
const STEPS = 4;
/** Islands smaller than this, in steradians, are left out, but for a country's largest. */
const ISLAND = 0.000_02;
/** Countries smaller than this, in steradians, get a dot: nobody could see or hit their shape. */
const SPECK = 0.000_12;

const require = createRequire(import.meta.url);
const atlas = JSON.parse(await readFile(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const smooth = simplify(presimplify(atlas), DETAIL);

/** What has one code is one country: outlying islands come apart. */
const byCode = new Map();
for (const { id, properties, geometry } of feature(smooth, smooth.objects.countries).features) {
  if (properties.name === 'Antarctica') continue;
  const code = countries.numericToAlpha2(id) ?? (properties.name === 'Kosovo' ? 'XK' : '');
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  byCode.set(code, [...(byCode.get(code) ?? []), ...polygons]);
}
const shapes = [...byCode].map(([code, coordinates]) => ({ type: 'Feature', code, geometry: withoutIslets({ type: 'MultiPolygon', coordinates }) }));

const projection = geoNaturalEarth1().rotate([-11, 0]).fitWidth(WIDTH, { type: 'FeatureCollection', features: shapes });
const [[left, top], [right, bottom]] = geoPath(projection).bounds({ type: 'FeatureCollection', features: shapes });
const [x, y] = projection.translate();
projection.translate([x - left, y - top]);
const path = geoPath(projection);

const land = [];
for (const { code, geometry } of shapes) {
  const speck = code !== '' && geoArea(geometry) < SPECK;
  const drawn = path(geometry);
  if (drawn === null) continue;
  const dot = speck ? projection(geoCentroid(geometry)).map((place) => Math.round(place * 10) / 10) : null;
  land.push({ code, path: speck ? '' : compact(drawn), dot });
}
land.sort((one, other) => (one.code < other.code ? -1 : 1));

const world = { width: WIDTH, height: Math.ceil(bottom - top), steps: STEPS, land: land.filter(({ path, dot }) => path !== '' || dot !== null) };
const text = `${JSON.stringify(world).replaceAll('},{', '},\n{')}\n`;
await writeFile(new URL('../src/elements/map/world.json', import.meta.url), text);
console.log(`${world.land.length} countries, ${world.land.filter(({ dot }) => dot !== null).length} of them dots; ${text.length} bytes, ${gzipSync(text).length} gzip`);

function withoutIslets(geometry) {
  const area = (polygon) => geoArea({ type: 'Polygon', coordinates: polygon });
  const largest = Math.max(...geometry.coordinates.map(area));
  return { ...geometry, coordinates: geometry.coordinates.filter((polygon) => area(polygon) >= Math.min(ISLAND, largest)) };
}

/** Absolute coordinates as relative steps, which are short and compress well. */
function compact(drawn) {
  let at = [0, 0];
  return drawn
    .split('Z')
    .filter((ring) => ring !== '')
    .map((ring) => {
      const points = ring.slice(1).split('L').map((pair) => pair.split(',').map((part) => Math.round(Number(part) * STEPS)));
      const moves = points
        .slice(1)
        .map((point, index) => [point[0] - points[index][0], point[1] - points[index][1]])
        .filter(([dx, dy]) => dx !== 0 || dy !== 0);
      if (moves.length < 2) return '';
      const first = [points[0][0] - at[0], points[0][1] - at[1]];
      // Closing returns to the ring's start.
      at = points[0];
      return `m${pair(first)}l${moves.map(pair).join(' ')}z`;
    })
    .join('')
    .replaceAll(' -', '-');
}

function pair([dx, dy]) {
  return `${dx} ${dy}`;
}
