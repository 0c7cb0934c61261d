import { cssColour, valueAt } from '../../dashboard/src/elements/heatmap/ramps';
import type { Kind } from './ask';

export const KINDS: Kind[] = ['click', 'move', 'rageClick', 'deadClick', 'errorClick'];
const DAYS = [7, 30, 90];
/** Strengths of the legend's steps. */
const STEPS = [0.25, 0.5, 0.75, 1];

const WORDS = {
  en: {
    panel: 'Heatmap of this page',
    kinds: ['Clicks', 'Moves', 'Rage clicks', 'Dead clicks', 'Error clicks'],
    days: (days: number) => `Last ${days} days`,
    sample: (interactions: string, pageviews: string, sessions: string) => `${interactions} in ${pageviews} pageviews, ${sessions} sessions`,
    unseen: (share: string) => `${share} on elements that are not to be seen now`,
    none: 'Nothing was noted here in this time.',
    busy: 'Loading…',
    close: 'Close',
  },
  fi: {
    panel: 'Tämän sivun lämpökartta',
    kinds: ['Klikkaukset', 'Liikkeet', 'Raivoklikkaukset', 'Kuolleet klikkaukset', 'Virheklikkaukset'],
    days: (days: number) => `Viimeiset ${days} päivää`,
    sample: (interactions: string, pageviews: string, sessions: string) => `${interactions}, ${pageviews} sivunäyttöä, ${sessions} istuntoa`,
    unseen: (share: string) => `${share} elementeillä, joita ei nyt näy`,
    none: 'Tältä ajalta täältä ei ole mitään.',
    busy: 'Haetaan…',
    close: 'Sulje',
  },
};

const STYLE = `
:host { all: initial; position: fixed; inset: auto 0 16px; z-index: 2147483647; display: flex; justify-content: center; pointer-events: none }
div { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; max-width: 92vw; padding: 10px 14px; border-radius: 12px;
  background: #1b1f27; color: #fff; font: 14px/1.4 system-ui, sans-serif; box-shadow: 0 4px 24px #0006; pointer-events: auto }
button, select { font: inherit; color: inherit; background: #ffffff1f; border: 0; border-radius: 8px; padding: 6px 12px; cursor: pointer }
option { color: #1b1f27 }
button:hover, select:hover { background: #ffffff40 }
:focus-visible { outline: 2px solid #fff; outline-offset: 2px }
span { font-variant-numeric: tabular-nums }
.legend { display: inline-flex; gap: 8px; align-items: center }
.legend i { display: inline-block; width: 14px; height: 14px; border-radius: 3px; margin-right: 4px; vertical-align: -2px }
small { opacity: .75 }
`;

export interface Shown {
  interactions: number;
  /** Interactions with elements that are gone, or not to be seen now. */
  unseen: number;
  pageviews: number;
  sessions: number;
  /** The value of the strongest spot. */
  most: number;
}

interface Panel {
  busy: () => void;
  failed: (why: string) => void;
  shown: (map: Shown) => void;
}

/** What the map shows, how much lies behind it, and what the colours mean. */
export function openPanel(shownKind: Kind, shownDays: number, { changed, closed }: { changed: (kind: Kind, days: number) => void; closed: () => void }): Panel {
  const language = navigator.language.startsWith('fi') ? 'fi' : 'en';
  const words = WORDS[language];
  const number = new Intl.NumberFormat(language);
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const host = document.createElement('polku-overlay-panel');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  const box = root.appendChild(document.createElement('div'));
  box.setAttribute('role', 'region');
  box.setAttribute('aria-label', words.panel);

  const choose = (name: string, texts: string[], chosen: number) => {
    const select = box.appendChild(document.createElement('select'));
    select.setAttribute('aria-label', name);
    texts.forEach((text, at) => select.append(new Option(text, `${at}`, at == chosen, at == chosen)));
    select.addEventListener('change', () => changed(KINDS[+kind.value]!, spans[+days.value]!));
    return select;
  };
  const spans = [...new Set([...DAYS, shownDays])].sort((one, other) => one - other);
  const kind = choose(words.panel, words.kinds, KINDS.indexOf(shownKind));
  const days = choose(words.days(30), spans.map(words.days), spans.indexOf(shownDays));
  const legend = box.appendChild(document.createElement('span'));
  legend.className = 'legend';
  const status = box.appendChild(document.createElement('span'));
  status.setAttribute('role', 'status');
  const close = box.appendChild(document.createElement('button'));
  close.textContent = words.close;
  close.addEventListener('click', () => {
    host.remove();
    closed();
  });
  document.documentElement.append(host);

  function steps(most: number): HTMLElement[] {
    return STEPS.map(strength => {
      const step = document.createElement('span');
      const swatch = step.appendChild(document.createElement('i'));
      swatch.style.background = cssColour('heat', strength);
      step.append(number.format(Math.max(1, Math.round(valueAt(strength, most)))));
      return step;
    });
  }

  return {
    busy() {
      status.textContent = words.busy;
    },
    failed(why) {
      status.textContent = why;
    },
    shown({ interactions, unseen, pageviews, sessions, most }) {
      legend.replaceChildren(...(interactions ? steps(most) : []));
      const sample = words.sample(number.format(interactions), number.format(pageviews), number.format(sessions));
      status.textContent = interactions ? sample : words.none;
      if (unseen) {
        const rest = document.createElement('small');
        rest.textContent = ` · ${words.unseen(share.format(unseen / interactions))}`;
        status.append(rest);
      }
    },
  };
}
