import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from './storage';

export type ThemeChoice = 'system' | 'light' | 'dark';

const dark = matchMedia('(prefers-color-scheme: dark)');
const systemDark = signal(dark.matches);
dark.addEventListener('change', (event) => {
  systemDark.value = event.matches;
});

/** Paper is light. */
const paper = matchMedia('print');
const printing = signal(paper.matches);
paper.addEventListener('change', (event) => {
  printing.value = event.matches;
});

const stored = recall('theme');

export const themeChoice = signal<ThemeChoice>(stored === 'light' || stored === 'dark' ? stored : 'system');

export const theme = computed<'light' | 'dark'>(() => {
  if (printing.value) return 'light';
  if (themeChoice.value !== 'system') return themeChoice.value;
  return systemDark.value ? 'dark' : 'light';
});

effect(() => {
  document.documentElement.dataset['theme'] = theme.value;
});

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.value = choice;
  remember('theme', choice === 'system' ? null : choice);
}
