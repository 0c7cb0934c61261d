import type { ComponentChildren } from 'preact';
import type { Anchor, Placed } from './anchors';
import type { Layer, Layout } from './Backdrop';
import { PAGE, type Box, type Carrier } from './carriers';
import { LARGEST_DOT } from './confetti';
import { densityOf, RADIUS, type Field } from './density';
import { BandsPicture, dotsPicture, DotsPicture, heatPicture, HeatPicture } from './pictures';
import { sheetOf } from './sheets';
import './layers.css';

/** How thickly a map's points lie: on each carrier its own, so that spots of the page slide under a fixed header rather than with it. */
export interface HeatField {
  fields: readonly { carrier: Carrier; sheet: Box; field: Field }[];
  /** The value of the strongest spot. */
  most: number;
}

export function heatField({ groups }: Placed, { doc }: Layout): HeatField {
  const fields = groups.map((group) => {
    const sheet = sheetOf(group, doc, RADIUS);
    return { carrier: group.carrier, sheet, field: densityOf(group.x.map((one) => one - sheet.left), group.y.map((one) => one - sheet.top), group.count, sheet.width, sheet.height) };
  });
  return { fields, most: Math.max(0, ...fields.map(({ field }) => field.most)) };
}

/** Heat whose strongest colour stands for `most`: the map's own strongest spot, or that of two maps which are to be read alike. */
export function heatLayers({ fields }: HeatField, most: number): Layer[] {
  return fields.map(({ carrier, sheet, field }) => ({
    key: 'heat',
    carrier,
    content: (
      <Shifted by={sheet}>
        <HeatPicture field={field} draw={heatPicture(field, most)} />
      </Shifted>
    ),
  }));
}

function Shifted({ by: { left, top }, children }: { by: Box; children: ComponentChildren }) {
  return (
    <div class="layer-shifted" style={{ left: `${left}px`, top: `${top}px` }}>
      {children}
    </div>
  );
}

/** A dot for each cell of an element that was hit, in the colour at the index that `colourAt` gives for its value; none below 0. */
export function dotLayers({ groups }: Placed, { doc, scale }: Layout, colours: readonly string[], colourAt: (value: number) => number): Layer[] {
  return groups.map((group) => {
    const sheet = sheetOf(group, doc, LARGEST_DOT / scale);
    const { count, value } = group;
    const colour = count.map((_, at) => colourAt(value?.[at] ?? 0));
    const dots = { x: group.x.map((one) => one - sheet.left), y: group.y.map((one) => one - sheet.top), count, colour };
    const { width, height } = sheet;
    return { key: 'dots', carrier: group.carrier, content: <Shifted by={sheet}><DotsPicture width={width} height={height} draw={dotsPicture(dots, colours, width, height, scale)} /></Shifted> };
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
