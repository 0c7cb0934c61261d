import type { Options } from './polku';

/** The entry of `o.js`, which is built of `overlay/`. */
export function v1(options: Options, token: string): void;
