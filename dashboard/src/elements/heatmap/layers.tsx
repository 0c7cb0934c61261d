import type { Anchor, Placed } from './anchors';
import type { Layer, Layout } from './Backdrop';
import { PAGE, sizeOf, type Carrier } from './carriers';
import { densityOf, RADIUS, type Field } from './density';
import { BandsPicture, dotsPicture, DotsPicture, heatPicture, HeatPicture } from './pictures';
import './layers.css';

export interface HeatMap {
  layers: Layer[];
  /** The value of the strongest spot. */
  most: number;
}

/** Heat, on each carrier its own: spots of the page slide under a fixed header rather than with it. */
export function heatLayers({ groups }: Placed, { doc }: Layout): HeatMap {
  const fields = groups.map(({ carrier, x, y, count }) => {
    const { width, height } = sizeOf(carrier, doc);
    // Around a box of its own a spot may reach over the edge.
    const margin = carrier.kind === 'fixed' ? RADIUS : 0;
    return { carrier, margin, field: densityOf(x.map((one) => one + margin), y.map((one) => one + margin), count, width + 2 * margin, height + 2 * margin) };
  });
  const most = Math.max(0, ...fields.map(({ field }) => field.most));
  return { most, layers: fields.map(({ carrier, margin, field }) => ({ key: 'heat', carrier, content: <Heat field={field} margin={margin} draw={heatPicture(field, most)} /> })) };
}

function Heat({ field, margin, draw }: { field: Field; margin: number; draw: () => ImageData }) {
  return (
    <div class="layer-shifted" style={{ left: `${-margin}px`, top: `${-margin}px` }}>
      <HeatPicture field={field} draw={draw} />
    </div>
  );
}

/** A dot for each cell of an element that was hit, in the colour at the index that `colourAt` gives for its value; none below 0. */
export function dotLayers({ groups }: Placed, { doc, scale }: Layout, colours: readonly string[], colourAt: (value: number) => number): Layer[] {
  return groups.map(({ carrier, x, y, count, value }) => {
    const { width, height } = sizeOf(carrier, doc);
    const colour = count.map((_, at) => colourAt(value?.[at] ?? 0));
    return { key: 'dots', carrier, content: <DotsPicture width={width} height={height} draw={dotsPicture({ x, y, count, colour }, colours, width, height, scale)} /> };
  });
}

export interface Line {
  /** 0–1 of the page's height. */
  at: number;
  label: string;
  kind: 'reach' | 'fold';
}

/** Colours for each ‰ of the page's height, with lines across. */
export function bandLayers(strengths: readonly number[], lines: readonly Line[], { anchors: { page } }: Layout): Layer[] {
  return [
    { key: 'bands', carrier: PAGE, content: <BandsPicture strengths={strengths} width={page.width} height={page.height} /> },
    {
      key: 'lines',
      carrier: PAGE,
      content: (
        <div style={{ width: `${page.width}px`, height: `${page.height}px` }}>
          {lines.map(({ at, label, kind }) => (
            <div key={`${kind} ${at}`} class={`layer-line layer-line-${kind}${at * page.height < 40 ? ' layer-line-first' : ''}`} style={{ top: `${at * page.height}px`, width: `${page.width}px` }}>
              <span>{label}</span>
            </div>
          ))}
        </div>
      ),
    },
  ];
}

/** A label at the upper right corner of an element, with the element's edge. */
export function markLayer(key: string, { carrier, box }: Anchor, text: string, weight: number, tone: 'plain' | 'good' | 'bad' = 'plain'): Layer {
  return {
    key: `mark ${key}`,
    carrier,
    content: (
      <div class={`layer-mark layer-mark-${tone}`} style={{ ...place(box), '--weight': weight.toFixed(2) }}>
        <span>{text}</span>
      </div>
    ),
  };
}

/** The edge of the element that is pointed at, or whose card is open. */
export function edgeLayer({ carrier, box }: Anchor, chosen: boolean): Layer {
  return { key: chosen ? 'chosen' : 'hovered', carrier, content: <div class={chosen ? 'layer-edge layer-edge-chosen' : 'layer-edge'} style={place(box)} /> };
}

export interface ZoneMark {
  id: string;
  carrier: Carrier;
  box: Anchor['box'];
  name: string;
  figure: string;
  colour: string;
}

/** A zone in the colour of its figure, which is written into it. */
export function zoneLayer({ id, carrier, box, name, figure, colour }: ZoneMark): Layer {
  return {
    key: `zone ${id}`,
    carrier,
    content: (
      <div class="layer-zone" style={{ ...place(box), background: colour }}>
        <span>
          <b>{figure}</b> {name}
        </span>
      </div>
    ),
  };
}

function place({ left, top, width, height }: Anchor['box']): { left: string; top: string; width: string; height: string } {
  return { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` };
}
