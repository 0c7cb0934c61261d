/** Not an image or script that did not load, and not what browsers call an error though nobody need care. */
export function isUncaught(event: Event): unknown {
  return 'reason' in event || /^(?!ResizeObs)./.test((event as ErrorEvent).message || '');
}
