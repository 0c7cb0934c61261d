/** Where the browser cannot (before 2023), it goes as it is. */
export function gzip(text: string): Promise<Blob> | string {
  return 'CompressionStream' in window
    ? new Response(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))).blob()
    : text;
}
