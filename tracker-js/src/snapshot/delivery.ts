import { gzip } from '../gzip';
import { size } from '../place';
import { cut } from '../text';
import { type Mask, masked } from '../masking';

/** What the server takes: bytes as they come, and as they are inflated. */
const MOST = 1_500_000;
const MOST_INFLATED = 12_000_000;

/** What is sent with and without a recording: which version of which page, by whose leave. */
export type Sight = [token: string, url: string, skeleton: string];

/** Tells that a version of a page is seen. Resolves to how to mask a recording of it, or to nothing where none is wanted. */
export async function tell(endpoint: string, sight: Sight): Promise<Mask | undefined> {
  const answer = await post(endpoint, JSON.stringify(body(sight)));
  const { wanted, mask } = await answer.json();
  return wanted ? mask : undefined;
}

/** Sends a recording; false where it is too large or was not taken. */
export async function deliver(endpoint: string, sight: Sight, mask: Mask, snapshot: object): Promise<boolean> {
  const text = JSON.stringify({ ...body(sight, mask), snapshot });
  if (text.length > MOST_INFLATED) return false;
  const packed = await gzip(text);
  if ((packed instanceof Blob ? packed.size : packed.length) > MOST) return false;
  const answer = await post(endpoint, packed);
  return answer.ok && (await answer.json()).accepted > 0;
}

function body([token, url, skeleton]: Sight, mask: Mask = 'personal') {
  return {
    v: 1,
    token,
    url,
    skeleton,
    title: cut(masked(document.title, mask), 256),
    viewport: [innerWidth, innerHeight],
    document: size(),
  };
}

/** Type and method of a request that needs no preflight. */
function post(endpoint: string, content: string | Blob): Promise<Response> {
  return fetch(endpoint.replace(/\/*$/, '/s'), {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain;charset=UTF-8' },
    body: content,
    credentials: 'omit',
  });
}
