import type { Product, PropValue } from './polku';

/** The wire contract's shapes; their meaning is in protocol/README.md. */
export interface Beacon {
  v: 1;
  site: string;
  id: string;
  sentAt: number;
  language: string;
  viewport: [width: number, height: number];
  client?: string | undefined;
  granted?: true | undefined;
  pages: Page[];
  items: Item[];
}

export interface Page {
  id: string;
  url: string;
  title?: string;
  referrer?: string;
  status?: number | undefined;
}

export type Item = Stamp & Happening;

interface Stamp {
  at: number;
  page: number;
}

/** Its own `at` is that of something noted earlier; else it is now. */
export type Happening = { at?: number } & (
  | { type: 'pageview' }
  | {
      type: 'event';
      name: string;
      props?: Record<string, PropValue>;
      revenue?: { amount: number; currency: string };
      items?: ProductItem[];
    }
  | Click
  | ClickAs<'rageClick'>
  | ClickAs<'deadClick'>
  | ClickAs<'errorClick'>
  | { type: 'engagement'; visible: number; active: number; depth: number }
  | { type: 'move'; document: Size; elements: string[]; points: MovePoint[] }
  | { type: 'attention'; document: Size; spans: [top: number, bottom: number, active: number][] }
  | FormAction
  | { type: 'error'; message: string; source?: string; line?: number; column?: number; stack?: string }
  | { type: 'failedRequest'; method: string; url: string; status: number; ms: number }
  | { type: 'vital'; name: string; value: number; rating: string; target?: string | undefined }
  | { type: 'copy'; selector: string; length: number }
  | { type: 'print' }
  | { type: 'identify'; user: string; traits: Record<string, PropValue> }
);

export type Click = ClickAs<'click'>;

export type ClickAs<Type> = {
  type: Type;
  at?: number;
  selector: string;
  tag: string;
  text: string;
  x: number;
  y: number;
  pageX: number;
  pageY: number;
  document: Size;
};

/** As the contract has it: a price that is not known is not there. */
export type ProductItem = Omit<Product, 'price'> & { price?: number | undefined };

export type FormAction = {
  type: 'form';
  at?: number;
  action: 'start' | 'field' | 'submit' | 'abandon';
  form: string;
  field?: string;
  name?: string;
  ms?: number;
  changes?: number;
};

export type Size = [width: number, height: number];

export type MovePoint = [ms: number, element: number, x: number, y: number, pageX: number, pageY: number];

/** 16 random hex digits. */
export function randomId(): string {
  return [...crypto.getRandomValues(new Uint8Array(8))].map(byte => (byte + 256).toString(16).slice(1)).join('');
}
