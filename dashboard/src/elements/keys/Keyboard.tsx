import { signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Site } from '../../api/records';
import { t, type Key } from '../../i18n';
import { sectionAddress } from '../../state/current';
import { go, path } from '../../state/location';
import { IconButton } from '../button/Button';
import { listen } from './shortcuts';
import './keyboard.css';

const ALL: readonly (readonly [string[], Key])[] = [
  [['/'], 'keyboard.search'],
  [['f'], 'keyboard.filter'],
  [['p'], 'keyboard.period'],
  [['j', 'k'], 'keyboard.list'],
  [['↓', '↑'], 'keyboard.arrows'],
  [['Enter'], 'keyboard.enter'],
  [['Esc'], 'keyboard.escape'],
  [['g', 'o'], 'keyboard.overview'],
  [['g', 'r'], 'keyboard.realtime'],
  [['g', 'h'], 'keyboard.heatmaps'],
  [['g', 'v'], 'keyboard.replays'],
  [['g', 'c'], 'keyboard.crawlers'],
  [['g', 's'], 'keyboard.settings'],
  [['?'], 'keyboard.help'],
];

/** Those of the player, before all others. */
const PLAYER: readonly (readonly [string[], Key])[] = [
  [['Space'], 'keyboard.play'],
  [['←', '→'], 'keyboard.seek'],
  [['Shift ←', 'Shift →'], 'keyboard.seekFar'],
  [[',', '.'], 'keyboard.speed'],
  [['n', 'p'], 'keyboard.neighbours'],
  [['f'], 'keyboard.full'],
];
const TAKEN: readonly Key[] = ['keyboard.filter', 'keyboard.period'];

/** Whether the sheet with all keys is open. */
export const helpOpen = signal(false);

function showHelp(open: boolean): void {
  helpOpen.value = open;
}

/** The keys of the dashboard, and the sheet that names them. */
export function Keyboard({ site }: { site: Site | null }) {
  useLayoutEffect(
    () =>
      listen({
        help: () => showHelp(true),
        go: (section) => {
          if (site !== null) go(sectionAddress(`/sites/${site.id}${section}`));
        },
      }),
    [site],
  );
  return helpOpen.value ? <Help close={() => showHelp(false)} /> : null;
}

function Help({ close }: { close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const playing = /\/replays?\/\w/.test(path.value);
  // As a modal the browser keeps the focus inside, closes it on Escape, and gives the focus back.
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class="keyboard"
      aria-labelledby="keyboard-title"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="keyboard-box">
        <header>
          <h2 id="keyboard-title">{t('keyboard.helpTitle')}</h2>
          <IconButton icon="close" label={t('app.dismiss')} onClick={() => dialog.current?.close()} />
        </header>
        <dl>
          {(playing ? [...PLAYER, ...ALL.filter(([, about]) => !TAKEN.includes(about))] : ALL).map(([keys, about]) => (
            <div key={about}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{t(about)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </dialog>
  );
}
