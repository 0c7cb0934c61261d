import { signal } from '@preact/signals';
import { api, onSignedOut } from '../api/client';
import { Problem } from '../api/problem';
import type { Session } from '../api/records';
import { chooseLanguage } from '../i18n';
import { chooseTheme } from './theme';

/** `unknown` until the server has answered for the first time, `unreachable` when it did not. */
export type SessionState = 'unknown' | 'unreachable' | 'signedOut' | Session;

export const session = signal<SessionState>('unknown');

onSignedOut(() => {
  session.value = 'signedOut';
});

export async function findSession(): Promise<void> {
  try {
    session.value = await followed(await api.session());
  } catch (cause) {
    session.value = cause instanceof Problem && cause.status === 401 ? 'signedOut' : 'unreachable';
  }
}

/** Takes over what the user chose on whatever device, before anything is drawn; `auto` leaves this browser's own choice. */
async function followed(found: Session): Promise<Session> {
  const { language, theme } = found.user;
  if (theme !== 'auto') chooseTheme(theme);
  if (language !== 'auto') await chooseLanguage(language).catch(() => {});
  return found;
}

export async function signIn(email: string, password: string): Promise<void> {
  session.value = await followed(await api.signIn(email, password));
}

export async function signOut(): Promise<void> {
  await api.signOut();
  session.value = 'signedOut';
}
