import { computed, effect, signal } from '@preact/signals';
import { recall, remember } from '../state/storage';
import { en } from './en';
import { fi } from './fi';
import type { Message } from './messages';

export const LANGUAGES = ['en', 'fi'] as const;
export type Language = (typeof LANGUAGES)[number];
/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', fi: 'Suomi' };

export type Key = keyof typeof en;
export type Parameters = Record<string, string | number>;

const messages: Record<Language, Record<Key, Message>> = { en, fi };

function preferred(): Language {
  const stored = recall('language');
  const wishes = [stored ?? '', ...navigator.languages];
  for (const wish of wishes) {
    const match = LANGUAGES.find((known) => wish.toLowerCase().startsWith(known));
    if (match !== undefined) return match;
  }
  return 'en';
}

export const language = signal<Language>(preferred());

/** The locale of numbers and dates: the reader's own variant of the language, such as en-GB, where the browser names one. */
export const locale = computed(
  () => navigator.languages.find((wish) => wish.toLowerCase().startsWith(`${language.value}-`)) ?? language.value,
);

effect(() => {
  document.documentElement.lang = language.value;
});

/** Null follows the browser again. */
export function chooseLanguage(choice: Language | null): void {
  if (choice === null) {
    remember('language', null);
    language.value = preferred();
    return;
  }
  language.value = choice;
  remember('language', choice);
}

/** The message in the reader's language. */
export function t(key: Key, parameters: Parameters = {}): string {
  const message = messages[language.value][key];
  return fill(typeof message === 'string' ? message : message.other, parameters);
}

/** The message for a count; `{n}` becomes the count as the reader's language writes it. */
export function plural(key: Key, count: number, parameters: Parameters = {}): string {
  const message = messages[language.value][key];
  const form = new Intl.PluralRules(language.value).select(count) === 'one' ? 'one' : 'other';
  const text = typeof message === 'string' ? message : message[form];
  return fill(text, { n: new Intl.NumberFormat(locale.value).format(count), ...parameters });
}

function fill(text: string, parameters: Parameters): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole));
}
