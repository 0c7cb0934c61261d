import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isBeacon, isChunk, isSighting } from '../contract';

const examples = new URL('../../protocol/examples/', import.meta.url);
const read = (kind: string) =>
  readdirSync(new URL(kind, examples)).map(file => [file, readFileSync(new URL(kind + file, examples), 'utf8')] as const);

/** What a schema cannot say about JSON: the server's parser says it. */
const BEYOND_SCHEMA = /^(duplicate-key|infinite-unknown|lone-|depth-in-unknown|page-index-out|move-element-out|attention-upside|host-|site-unknown|too-large)/;

describe('the examples of sightings', () => {
  it.each(read('sightings/valid/'))('valid/%s is one', (_, text) => {
    expect(isSighting(JSON.parse(text)), JSON.stringify(isSighting.errors)).toBe(true);
  });

  it.each(read('sightings/invalid/'))('invalid/%s is none', (file, text) => {
    const { why, status, body } = JSON.parse(text);
    expect(why).toBeTruthy();
    expect([400, 401, 403]).toContain(status);
    expect(isSighting(JSON.parse(body))).toBe(/^(token-forged|other-page|host-|url-relative)/.test(file));
  });
});

describe('the examples of chunks', () => {
  it.each(read('chunks/valid/'))('valid/%s is one', (_, text) => {
    expect(isChunk(JSON.parse(text)), JSON.stringify(isChunk.errors)).toBe(true);
  });

  it.each(read('chunks/invalid/'))('invalid/%s is none', (file, text) => {
    const { why, status, body } = JSON.parse(text);
    expect(why).toBeTruthy();
    expect([400, 401]).toContain(status);
    let valid = false;
    try {
      valid = isChunk(JSON.parse(body));
    } catch {
      // not even JSON
    }
    expect(valid).toBe(/^(token-forged|part-beyond|last-before)/.test(file));
  });

  it('parts put together are the events of a chunk', () => {
    const [first, last] = ['first', 'last'].map(which => JSON.parse(readFileSync(new URL(`chunks/valid/part-${which}.json`, examples), 'utf8')));
    const { events } = JSON.parse(readFileSync(new URL('chunks/valid/snapshot.json', examples), 'utf8'));
    expect(JSON.parse(first.text + last.text)).toEqual(events);
  });
});

describe('the examples of the contract', () => {
  it.each(read('valid/'))('valid/%s is a beacon', (_, text) => {
    expect(isBeacon(JSON.parse(text)), JSON.stringify(isBeacon.errors)).toBe(true);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
  });

  it.each(read('invalid/'))('invalid/%s is none', (file, text) => {
    const { why, status, body } = JSON.parse(text);
    expect(why).toBeTruthy();
    expect([400, 403, 404, 413]).toContain(status);
    let valid = false;
    try {
      valid = isBeacon(JSON.parse(body));
    } catch {
      // not even JSON
    }
    expect(valid).toBe(BEYOND_SCHEMA.test(file));
  });
});
