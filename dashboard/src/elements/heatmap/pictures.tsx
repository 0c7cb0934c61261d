import { useLayoutEffect, useRef } from 'preact/hooks';
import { painted, type Field } from './density';
import { stamped, type Dots } from './confetti';
import { cssColour } from './ramps';
import './pictures.css';

/** A canvas that holds a picture, drawn once for each picture and stretched over its area of the page. */
function Picture({ draw, width, height, smooth }: { draw: () => ImageData; width: number; height: number; smooth: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const image = draw();
    const element = canvas.current!;
    element.width = image.width;
    element.height = image.height;
    element.getContext('2d')!.putImageData(image, 0, 0);
  }, [draw]);
  return <canvas ref={canvas} class={smooth ? 'picture' : 'picture picture-crisp'} style={{ width: `${width}px`, height: `${height}px` }} />;
}

/** How thickly points lie; `draw` comes from {@link heatPicture}. */
export function HeatPicture({ field, draw }: { field: Field; draw: () => ImageData }) {
  return <Picture draw={draw} width={field.columns * field.cell} height={field.rows * field.cell} smooth />;
}

export function heatPicture(field: Field, most: number): () => ImageData {
  return () => painted(field, most, 'heat');
}

/** Pixels of a picture of dots; longer pages get coarser ones. */
const MOST_PIXELS = 12_000_000;

export function DotsPicture({ width, height, draw }: { width: number; height: number; draw: () => ImageData }) {
  return <Picture draw={draw} width={width} height={height} smooth={false} />;
}

/** Dots are as large on the screen whatever the page's `scale` on it. */
export function dotsPicture(dots: Dots, colours: readonly string[], width: number, height: number, scale: number): () => ImageData {
  const wanted = scale * devicePixelRatio;
  const pixels = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
  return () => stamped(dots, colours, { width, height, pixels, size: (devicePixelRatio * pixels) / wanted });
}

interface BandsProps {
  /** 0–1 for each ‰ of the page's height, from its top. */
  strengths: readonly number[];
  width: number;
  height: number;
}

/** A colour for each ‰ of the page's height. */
export function BandsPicture({ strengths, width, height }: BandsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const element = canvas.current!;
    element.width = 1;
    element.height = strengths.length;
    const context = element.getContext('2d')!;
    strengths.forEach((strength, at) => {
      context.fillStyle = cssColour('bands', strength);
      context.fillRect(0, at, 1, 1);
    });
  }, [strengths]);
  return <canvas ref={canvas} class="picture" style={{ width: `${width}px`, height: `${height}px` }} />;
}
