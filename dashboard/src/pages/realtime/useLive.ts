import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api/client';
import type { Problem } from '../../api/problem';
import type { Realtime, Site } from '../../api/records';
import { useAnswer } from '../../state/answers';
import { online } from '../../state/online';

export interface Live {
  now: Realtime | null;
  problem: Problem | null;
  retry: () => void;
  /** Whether the server tells by itself, or has to be asked again and again. */
  streaming: boolean;
}

/** How often to ask while there is no stream, in milliseconds. */
const POLL = 5_000;
/** A stream that has been silent for so long while it connects is none. The server ends each after a minute, which is not a loss. */
const PATIENCE = 5_000;
/** When to try again after the server refused the stream. */
const AGAIN = 30_000;

/** What happens on a site, as it happens; where the stream is cut off, as it was a few seconds ago. */
export function useLive(site: Site, wanted: boolean): Live {
  const [streamed, setStreamed] = useState<{ site: string; now: Realtime } | null>(null);
  const [streaming, setStreaming] = useState<boolean | null>(null);
  const connected = online.value;

  useEffect(() => {
    if (!wanted || !connected) return;
    return stream(
      site.id,
      (now) => setStreamed({ site: site.id, now }),
      (on) => setStreaming(on),
    );
  }, [site.id, wanted, connected]);

  // The first picture must not wait for the stream, and it is what says why there is none.
  const ask = wanted && streaming !== true;
  const asked = useAnswer(ask ? site.id : null, () => api.realtime(site.id), { scope: site.id, every: POLL });
  const told = streamed?.site === site.id ? streamed.now : null;
  return {
    now: streaming === true ? (told ?? asked.value) : (asked.value ?? told),
    problem: asked.problem,
    retry: asked.retry,
    streaming: streaming !== false,
  };
}

/** Listens while the page can be seen, and tells when it begins and ceases to hear anything. Returns the end of it. */
function stream(site: string, onNow: (now: Realtime) => void, onChange: (on: boolean) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const close = (): void => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
  const open = (): void => {
    close();
    if (document.hidden) return;
    const opened = api.realtimeStream(site);
    source = opened;
    opened.addEventListener('realtime', (event: MessageEvent<string>) => {
      clearTimeout(timer);
      onNow(JSON.parse(event.data) as Realtime);
      onChange(true);
    });
    opened.addEventListener('error', () => {
      clearTimeout(timer);
      const refused = opened.readyState === EventSource.CLOSED;
      if (refused) onChange(false);
      timer = setTimeout(refused ? open : () => onChange(false), refused ? AGAIN : PATIENCE);
    });
  };

  open();
  document.addEventListener('visibilitychange', open);
  return () => {
    document.removeEventListener('visibilitychange', open);
    close();
  };
}
