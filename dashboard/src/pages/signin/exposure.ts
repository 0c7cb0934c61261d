/** Whether what is typed here crosses a network in the clear. */
export function isExposed({ protocol, hostname }: { protocol: string; hostname: string }): boolean {
  if (protocol !== 'http:') return false;
  const local = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]';
  return !local && !/^127(\.\d{1,3}){3}$/.test(hostname);
}
