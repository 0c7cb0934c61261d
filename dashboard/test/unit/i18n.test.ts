import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../src/i18n/en';
import { fi } from '../../src/i18n/fi';
import type { Message } from '../../src/i18n/messages';
import { pretendBrowser } from './browser';

const languages: Record<string, Record<string, Message>> = { en, fi };
const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const parameters = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();

function sources(folder: URL): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === 'i18n' ? [] : sources(new URL(`${entry.name}/`, folder));
    return /\.tsx?$/.test(entry.name) ? [readFileSync(new URL(entry.name, folder), 'utf8')] : [];
  });
}

describe('messages', () => {
  it('exist in every language, under the same keys', () => {
    for (const messages of Object.values(languages)) expect(Object.keys(messages)).toEqual(Object.keys(en));
  });

  it('say something in every form', () => {
    for (const messages of Object.values(languages)) {
      for (const message of Object.values(messages)) for (const form of forms(message)) expect(form.trim()).not.toBe('');
    }
  });

  it('take the same parameters in every language and form', () => {
    for (const [key, message] of Object.entries(en as Record<string, Message>)) {
      const expected = parameters(forms(message).at(-1)!);
      expect(parameters(forms(fi[key as keyof typeof en]).at(-1)!), key).toEqual(expected);
    }
  });

  it('are all used', () => {
    const code = sources(new URL('../../src/', import.meta.url)).join('\n');
    // Keys made in the code, such as `metric.${metric}`, count by their beginning.
    const made = [...code.matchAll(/`([\w.]+\.)\$\{/g)].map((match) => match[1]!);
    const unused = Object.keys(en).filter((key) => !code.includes(`'${key}'`) && !made.some((start) => key.startsWith(start)));
    expect(unused).toEqual([]);
  });
});

describe('a message', () => {
  beforeAll(() => pretendBrowser());

  it('has its numbers and plurals in the reader’s language', async () => {
    const { chooseLanguage, learn, plural, t } = await import('../../src/i18n');
    await learn();
    expect(plural('sentence.visitors', 1, { period: 'today' })).toBe('1 visitor today');
    expect(plural('sentence.visitors', 1234, { period: 'today' })).toBe('1,234 visitors today');
    await chooseLanguage('fi');
    expect(plural('sentence.visitors', 1, { period: 'tänään' })).toBe('1 kävijä tänään');
    expect(plural('sentence.visitors', 1234, { period: 'tänään' }).replace(/\s/g, ' ')).toBe('1 234 kävijää tänään');
    expect(t('signIn.title')).toBe('Kirjaudu sisään');
    // The last wish wins, whichever file comes first.
    await Promise.all([chooseLanguage('en'), chooseLanguage('fi')]);
    expect(t('signIn.title')).toBe('Kirjaudu sisään');
    await chooseLanguage('en');
  });
});
