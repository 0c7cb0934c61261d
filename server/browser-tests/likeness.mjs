// How alike two pictures are.
import { PNG } from 'pngjs'
import { ssim } from 'ssim.js'

/**
 * The mean structural similarity of two PNGs (Wang et al. 2004), 1 for equal ones; of what both have where their sizes differ.
 * @see https://github.com/obartra/ssim
 */
export function likeness(one, other) {
  const pictures = [one, other].map((png) => PNG.sync.read(png))
  const width = Math.min(...pictures.map((picture) => picture.width))
  const height = Math.min(...pictures.map((picture) => picture.height))
  const [a, b] = pictures.map((picture) => cut(picture, width, height))
  return ssim(a, b).mssim
}

function cut(picture, width, height) {
  const part = new PNG({ width, height })
  PNG.bitblt(picture, part, 0, 0, width, height, 0, 0)
  return { data: new Uint8ClampedArray(part.data), width, height }
}
