import { useLayoutEffect, useState } from 'preact/hooks';

/** What stands above and below the page on the screen, in CSS px. */
const BESIDE = 132;
const LEAST_HEIGHT = 420;

/** How large a window of visitors is shown: whole where it fits, never enlarged. */
export function useScale(host: { current: HTMLElement | null }, width: number, height: number): number {
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const element = host.current!;
    const measure = (): void => {
      const room = Math.max(LEAST_HEIGHT, innerHeight - BESIDE);
      setScale(Math.max(0.1, Math.min(1, element.clientWidth / width, room / height)));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
    };
  }, [width, height]);
  return scale;
}
