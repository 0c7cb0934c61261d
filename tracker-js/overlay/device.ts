/** As the server tells it of a window this wide, where nothing else is known. */
export function device(): 'desktop' | 'tablet' | 'mobile' {
  return innerWidth < 600 ? 'mobile' : innerWidth < 1200 && matchMedia('(pointer: coarse)').matches ? 'tablet' : 'desktop';
}
