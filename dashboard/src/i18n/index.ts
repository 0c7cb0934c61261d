import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from '../state/storage';
import type { en } from './en';
import type { Message } from './messages';

export const LANGUAGES = ['en', 'fi'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', fi: 'Suomi' };

export type Key = keyof typeof en;
export type Parameters = Record<string, string | number>;

type Texts = Readonly<Record<Key, Message>>;

/** Each language is a file of its own, so that nobody loads one that is not read. */
const FILES: Record<Language, () => Promise<Texts>> = {
  en: async () => (await import('./en')).en,
  fi: async () => (await import('./fi')).fi,
};

function preferred(): Language {
  const stored = recall('language');
  const wishes = [stored ?? '', ...navigator.languages];
  for (const wish of wishes) {
    const match = LANGUAGES.find((known) => wish.toLowerCase().startsWith(known));
    if (match !== undefined) return match;
  }
  return 'en';
}

const spoken = signal<{ language: Language; texts: Texts } | null>(null);
let wanted: Language = preferred();

/** Once its texts are here, the dashboard speaks the language; the last one that was wanted wins. */
async function speak(choice: Language): Promise<void> {
  wanted = choice;
  const texts = await FILES[choice]();
  if (wanted === choice) spoken.value = { language: choice, texts };
}

/** Fetches the texts of the reader's language: before that, nothing can be said. */
export function learn(): Promise<void> {
  return speak(preferred());
}

export const language = computed<Language>(() => spoken.value?.language ?? wanted);

/** The locale of numbers and dates: the reader's own variant of the language, such as en-GB, where the browser names one. */
export const locale = computed(
  () => navigator.languages.find((wish) => wish.toLowerCase().startsWith(`${language.value}-`)) ?? language.value,
);

effect(() => {
  document.documentElement.lang = language.value;
});

/** Null follows the browser again. Until the texts are here the old language stays. */
export async function chooseLanguage(choice: Language | null): Promise<void> {
  remember('language', choice);
  await speak(choice ?? preferred());
}

function message(key: Key): Message {
  if (spoken.value === null) throw new Error('no language has been learnt yet');
  return spoken.value.texts[key];
}

/** The message in the reader's language. */
export function t(key: Key, parameters: Parameters = {}): string {
  const found = message(key);
  return fill(typeof found === 'string' ? found : found.other, parameters);
}

/** The message for a count; `{n}` becomes the count as the reader's language writes it. */
export function plural(key: Key, count: number, parameters: Parameters = {}): string {
  const found = message(key);
  const form = new Intl.PluralRules(language.value).select(count) === 'one' ? 'one' : 'other';
  const text = typeof found === 'string' ? found : found[form];
  return fill(text, { n: new Intl.NumberFormat(locale.value).format(count), ...parameters });
}

function fill(text: string, parameters: Parameters): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}
