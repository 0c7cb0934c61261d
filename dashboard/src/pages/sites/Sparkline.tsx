const WIDTH = 240;
const HEIGHT = 44;

/** A line without axes, for the shape alone; the numbers stand beside it. */
export function Sparkline({ values }: { values: readonly number[] }) {
  const top = Math.max(1, ...values);
  const points = values.map((value, index) => {
    const x = values.length === 1 ? WIDTH / 2 : (index / (values.length - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 2 - (value / top) * (HEIGHT - 6)).toFixed(1)}`;
  });
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <polygon class="sparkline-area" points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
      <polyline class="sparkline-line" points={points.join(' ')} />
    </svg>
  );
}
