import type { Mask } from '../masking';

/** What the server says about a recording; protocol/README.md states the meaning. */
export interface Rules {
  mask: Mask;
  masked?: string;
  start?: { pages?: string; events?: string[]; error?: boolean; rage?: boolean };
  minutes: number;
}
