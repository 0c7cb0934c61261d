/** The wire contract's shapes; their meaning is in protocol/README.md. */
export interface Beacon {
  v: 1;
  site: string;
  id: string;
  sentAt: number;
  language: string;
  viewport: [width: number, height: number];
  pages: Page[];
  items: Item[];
}

export interface Page {
  id: string;
  url: string;
  title?: string;
  referrer: string;
}

export type Item = Stamp & Happening;

interface Stamp {
  at: number;
  page: number;
}

export type Happening =
  | { type: 'pageview' }
  | {
      type: 'event';
      name: string;
      props?: Record<string, string | number | boolean>;
      revenue?: { amount: number; currency: string };
    }
  | {
      type: 'click';
      selector: string;
      tag: string;
      text: string;
      x: number;
      y: number;
      pageX: number;
      pageY: number;
      document: [width: number, height: number];
    }
  | { type: 'engagement'; visible: number; active: number; depth: number };

/** 16 random hex digits. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map(byte => (byte + 256).toString(16).slice(1)).join('');
}
