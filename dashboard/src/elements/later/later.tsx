import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Problem } from '../../api/problem';
import { ProblemNotice } from '../notice/Notice';

/**
 * A part of the dashboard that comes when it is first looked at, so that the first load stays small. Where it does not come, for want
 * of a connection or because the server has a newer version by now, it says so.
 */
export function later<P extends object>(load: () => Promise<(props: P) => ComponentChildren>): (props: P) => ComponentChildren {
  let come: ((props: P) => ComponentChildren) | null = null;
  return function Later(props: P) {
    const [, setTurn] = useState(0);
    const [missed, setMissed] = useState(false);
    const fetch = (): void => {
      setMissed(false);
      load().then(
        (part) => {
          come = part;
          setTurn((old) => old + 1);
        },
        () => setMissed(true),
      );
    };
    useEffect(() => {
      if (come === null) fetch();
    }, []);
    if (come !== null) {
      const Part = come;
      return <Part {...props} />;
    }
    // A newer server no longer has this file, and only a fresh page knows its names.
    if (missed) return <ProblemNotice problem={new Problem(0, 'Not loaded', null)} retry={() => location.reload()} />;
    return null;
  };
}
