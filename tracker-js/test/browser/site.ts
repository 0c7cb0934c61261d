import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { AddressInfo } from 'node:net';
import type { Beacon, Item, Page } from '../../src/beacon';
import { isOurBeacon, isOurChunk, isOurSighting } from '../contract';

export const SITE = 'k3v9q2xm7abc';

/** One captured item together with the page it belongs to. */
export type Seen = Item & { on: Page };

/** What the next beacons are answered with. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** Settles when the answer may leave: a network that is slow. */
  when?: Promise<void>;
  load?: unknown[][] | undefined;
}

/** What is sent to `/r`. */
export interface Chunk {
  token: string;
  document: string;
  sequence: number;
  sentAt: number;
  events?: any[];
  part?: number;
  parts?: number;
  first?: number;
  last?: number;
  count?: number;
  snapshot?: boolean;
  text?: string;
  /** What arrived, unpacked; its length packed; and whether it was. */
  body: string;
  size: number;
  packed: boolean;
}

/** What the next chunks are answered with; `lost`: it never arrives. */
export interface ChunkAnswer {
  status?: number;
  stop?: true;
  headers?: Record<string, string>;
  when?: Promise<void>;
  lost?: true;
}

/** What is sent to `/s`; the text is what arrived, unpacked. */
export interface Sighting {
  text: string;
  packed: number;
  token: string;
  url: string;
  skeleton: string;
  title: string;
  viewport: [number, number];
  document: [number, number];
  snapshot?: any;
}

/**
 * A web site on 127.0.0.1 with a page for each path, and a collector on another origin (localhost) that serves the tracker,
 * records beacons and checks each against the contract.
 */
export class TestSite {
  readonly beacons: Beacon[] = [];
  /** Bodies as they came, before any answer was thought of: retries included. */
  readonly attempts: Beacon[] = [];
  readonly faults: string[] = [];
  readonly cookies: string[] = [];
  /** Paths of the tracker's files that were asked for. */
  readonly loaded: string[] = [];
  answers: Answer[] = [];
  /** What the next beacons with a pageview are asked for. */
  looks: string[] = [];
  /** What a sighting is answered with. */
  wanted: 'personal' | 'all' | false = 'personal';
  readonly sightings: Sighting[] = [];
  /** What beacons with a pageview are asked for, beside looks: the rules of a recording. */
  rules: object | undefined;
  chunkAnswers: ChunkAnswer[] = [];
  /** Every chunk that came, retries included; and those that were taken. */
  readonly chunkAttempts: Chunk[] = [];
  readonly chunks: Chunk[] = [];
  /** A header of every page. */
  policy = '';
  /** The head of every page. */
  head = '';
  body = '<h1>Hello</h1>';
  private runs = 0;
  private readonly pages = createServer((request, response) => {
    if (request.url!.startsWith('/files/')) {
      response.writeHead(200, { 'Content-Type': 'application/pdf', 'Content-Disposition': 'attachment' }).end('%PDF');
      return;
    }
    const api = /^\/api\/(\d+)/.exec(request.url!);
    if (api) {
      response.writeHead(+api[1]!).end();
      return;
    }
    response
      .writeHead(request.url!.startsWith('/gone') ? 404 : 200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Set-Cookie': 'session=1',
        ...(this.policy && { 'Content-Security-Policy': this.policy }),
      })
      .end(`<!doctype html><html lang="en"><head><title>Test page</title>${this.head}</head><body>${this.body}</body></html>`);
  });
  private readonly collector = createServer(async (request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    const file = /\/([a-z]\.js)$/.exec(request.url!)?.[1];
    if (request.method == 'GET' && file) {
      this.loaded.push(request.url!.slice(this.run.length));
      response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(readFileSync(new URL('../../dist/' + file, import.meta.url)));
    } else if (request.method == 'POST' && this.isLate(request.url!)) {
      response.writeHead(202).end('{"accepted":1,"dropped":0}');
    } else if (request.method == 'POST' && request.url!.endsWith('/b')) {
      const { status, headers, when, load } = await this.take(request);
      await when;
      response.writeHead(status, headers).end(JSON.stringify({ accepted: 1, dropped: 0, load }));
    } else if (request.method == 'POST' && request.url!.endsWith('/s')) {
      const { snapshot } = await this.see(request);
      if (snapshot) response.writeHead(202).end('{"accepted":1,"dropped":0}');
      else response.writeHead(200).end(JSON.stringify({ wanted: !!this.wanted, mask: this.wanted || 'personal' }));
    } else if (request.method == 'POST' && request.url!.endsWith('/r')) {
      await this.takeChunk(request, response);
    } else {
      this.faults.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
    }
  });

  async start(): Promise<this> {
    await Promise.all([listening(this.pages, '127.0.0.1'), listening(this.collector, 'localhost')]);
    return this;
  }

  stop(): void {
    for (const server of [this.pages, this.collector]) {
      server.closeAllConnections();
      server.close();
    }
  }

  get origin(): string {
    return `http://127.0.0.1:${port(this.pages)}`;
  }

  get collectorOrigin(): string {
    return `http://localhost:${port(this.collector)}`;
  }

  /** The collector's path in this test: a page of the last test may still be sending to another one when it closes. */
  get run(): string {
    return `/run-${this.runs}`;
  }

  private isLate(path: string): boolean {
    return path.startsWith('/run-') && !path.startsWith(`${this.run}/`);
  }

  /** Forgets the last test, and puts the snippet with these attributes on every page. */
  reset(attributes = '', before = '', prefix = ''): void {
    this.beacons.length = this.attempts.length = this.faults.length = this.cookies.length = this.loaded.length = 0;
    this.answers = [];
    this.looks = [];
    this.sightings.length = 0;
    this.rules = undefined;
    this.chunkAnswers = [];
    this.chunks.length = this.chunkAttempts.length = 0;
    this.wanted = 'personal';
    this.policy = '';
    this.runs++;
    this.body = '<h1>Hello</h1>';
    this.head = `<script>${before}</script><script defer src="${this.collectorOrigin}${this.run}${prefix}/t.js" data-site="${SITE}" ${attributes}></script>`;
  }

  get items(): Seen[] {
    return this.beacons.flatMap(({ items, pages }) => items.map(item => ({ ...item, on: pages[item.page]! })));
  }

  of<T extends Item['type']>(type: T): Extract<Seen, { type: T }>[] {
    return this.items.filter(item => item.type == type) as Extract<Seen, { type: T }>[];
  }

  /** Paths (with query and fragment) of the pageviews, in order. */
  get views(): string[] {
    return this.of('pageview').map(({ on }) => on.url.slice(this.origin.length));
  }

  events(name: string): Extract<Seen, { type: 'event' }>[] {
    return this.of('event').filter(event => event.name == name);
  }

  private async take(request: IncomingMessage): Promise<Answer> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const beacon = JSON.parse(text) as Beacon;
    if (!isOurBeacon(beacon)) this.faults.push(JSON.stringify(isOurBeacon.errors) + text);
    if (!/^text\/plain/.test(request.headers['content-type']!)) this.faults.push(request.headers['content-type']!);
    if (request.headers.cookie) this.cookies.push(request.headers.cookie);
    this.attempts.push(beacon);
    const answer = this.answers.shift() ?? { status: 202 };
    if (answer.status == 202) this.beacons.push(beacon);
    const opened = beacon.items.some(({ type }) => type == 'pageview');
    const look = opened && this.looks.shift();
    const load = [
      ...(look ? [['s', look]] : []),
      ...(opened && this.rules ? [['r', `r.TOKEN${this.beacons.length}`, this.rules]] : []),
    ];
    return { ...answer, load: load.length ? load : undefined };
  }

  /** All events that were taken, by their documents and numbers, parts put together. */
  get recorded(): any[] {
    const all = this.chunks.filter((chunk, i) => this.chunks.findIndex(each => key(each) == key(chunk)) == i);
    const documents = [...new Set(all.map(({ document }) => document))];
    return documents.flatMap(document => {
      const own = all.filter(chunk => chunk.document == document).sort((a, b) => a.sequence - b.sequence || a.part! - b.part!);
      const numbers = [...new Set(own.map(({ sequence }) => sequence))];
      return numbers.flatMap(number => {
        const parts = own.filter(({ sequence }) => sequence == number);
        return parts[0]!.events ?? JSON.parse(parts.map(({ text }) => text).join(''));
      });
    });
  }

  /** What was noted beside the picture, by its tag. */
  notes(tag: string): any[] {
    return this.recorded.filter(({ type, data }) => type == 5 && data.tag == 'polku:' + tag).map(({ data }) => data.payload);
  }

  private async takeChunk(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const bytes = Buffer.concat(parts);
    const packed = bytes[0] == 0x1f;
    const body = (packed ? gunzipSync(bytes) : bytes).toString();
    const chunk = { ...JSON.parse(body), body, size: bytes.length, packed } as Chunk;
    if (!isOurChunk(JSON.parse(body))) this.faults.push(JSON.stringify(isOurChunk.errors) + body.slice(0, 300));
    if (!/^text\/plain/.test(request.headers['content-type']!)) this.faults.push(request.headers['content-type']!);
    if (request.headers.cookie) this.cookies.push(request.headers.cookie);
    if (bytes.length > 1_500_000 || body.length > 4_000_000) this.faults.push(`${bytes.length} bytes, ${body.length} characters`);
    const { status = 202, stop, headers, when, lost } = this.chunkAnswers.shift() ?? {};
    this.chunkAttempts.push(chunk);
    await when;
    if (lost) {
      request.socket.destroy();
      return;
    }
    if (status == 202 && !stop) this.chunks.push(chunk);
    response.writeHead(status, headers).end(JSON.stringify(stop ? { accepted: 0, dropped: 1, stop } : { accepted: 1, dropped: 0 }));
  }

  private async see(request: IncomingMessage): Promise<Sighting> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const text = (body[0] == 0x1f ? gunzipSync(body) : body).toString();
    const sighting = { ...JSON.parse(text), text, packed: body.length } as Sighting;
    if (!isOurSighting(JSON.parse(text))) this.faults.push(JSON.stringify(isOurSighting.errors) + text.slice(0, 300));
    if (!/^text\/plain/.test(request.headers['content-type']!)) this.faults.push(request.headers['content-type']!);
    if (request.headers.cookie) this.cookies.push(request.headers.cookie);
    this.sightings.push(sighting);
    return sighting;
  }
}

const key = ({ document, sequence, part }: Chunk) => `${document} ${sequence} ${part}`;

function listening(server: Server, host: string): Promise<void> {
  return new Promise(done => server.listen(0, host, done));
}

function port(server: Server): number {
  return (server.address() as AddressInfo).port;
}
