import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export const schema = JSON.parse(readFileSync(new URL('../protocol/beacon.schema.json', import.meta.url), 'utf8'));

const sightings = JSON.parse(readFileSync(new URL('../protocol/sighting.schema.json', import.meta.url), 'utf8'));

export const isSighting: ValidateFunction = compile(sightings);

/** What is sent to `/s`, as the tracker must keep it. */
export const isOurSighting: ValidateFunction = compile(closed(sightings));

const chunks = JSON.parse(readFileSync(new URL('../protocol/replay.schema.json', import.meta.url), 'utf8'));

export const isChunk: ValidateFunction = compile(chunks);

/** What is sent to `/r`, as the tracker must keep it. */
export const isOurChunk: ValidateFunction = compile(closed(chunks));

/** The contract as the server reads it: members that it does not name are let through. */
export const isBeacon: ValidateFunction = compile(schema);

/** The contract as the tracker must keep it: nothing but what it names. */
export const isOurBeacon: ValidateFunction = compile(closed(schema));

function compile(of: object): ValidateFunction {
  return new Ajv2020({ strictTypes: false, allErrors: true, addUsedSchema: false }).compile(of);
}

function closed(node: any): any {
  if (Array.isArray(node)) return node.map(closed);
  if (!node || typeof node != 'object') return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  return copy.type == 'object' && copy.properties ? { ...copy, additionalProperties: false } : copy;
}
