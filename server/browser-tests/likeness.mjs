// How alike two pictures are.
import { PNG } from 'pngjs'
import { ssim } from 'ssim.js'

/**
 * The mean structural similarity of two PNGs (Wang et al. 2004), 1 for equal ones; of what both have where their sizes differ.
 * @param hidden left, top, right and bottom of what is not to be looked at
 * @see https://github.com/obartra/ssim
 */
export function likeness(one, other, hidden = []) {
  const pictures = [one, other].map((png) => covered(PNG.sync.read(png), hidden))
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

function covered(picture, hidden) {
  for (const [left, top, right, bottom] of hidden) {
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(picture.height, bottom); y++) {
      const [from, to] = [Math.max(0, Math.floor(left)), Math.min(picture.width, Math.ceil(right))]
      picture.data.fill(128, (y * picture.width + from) * 4, (y * picture.width + Math.max(from, to)) * 4)
    }
  }
  return picture
}
