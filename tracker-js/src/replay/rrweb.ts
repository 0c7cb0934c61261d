/** What rrweb tells, as far as it is looked at here: https://github.com/rrweb-io/rrweb, packages/types. */
export interface Recorded {
  type: number;
  data: any;
  timestamp: number;
}

export const enum Type {
  FullSnapshot = 2,
  Incremental = 3,
  Meta = 4,
  Custom = 5,
}

export const enum Source {
  Mutation = 0,
  Input = 5,
}

/** A node as it is recorded. */
export interface RecordedNode {
  type: number;
  id: number;
  tagName?: string;
  attributes?: Attributes;
  childNodes?: RecordedNode[];
  textContent?: string;
  isSVG?: boolean;
}

export const enum NodeType {
  Element = 2,
  Text = 3,
}

/** `null`: was taken away; an object: what of a style has changed. */
export type Attributes = Record<string, string | number | boolean | null | undefined | object>;

export interface Mutation {
  adds: { parentId: number; node: RecordedNode }[];
  texts: { id: number; value: string | null }[];
  attributes: { id: number; attributes: Attributes }[];
}

/** Which node has which number. */
export interface Mirror {
  getId(node: Node): number;
  getNode(id: number): Node | null;
}
