import { signal } from '@preact/signals';
import { api, onSignedOut } from '../api/client';
import { Problem } from '../api/problem';
import type { Session } from '../api/records';

/** `unknown` until the server has answered for the first time, `unreachable` when it did not. */
export type SessionState = 'unknown' | 'unreachable' | 'signedOut' | Session;

export const session = signal<SessionState>('unknown');

onSignedOut(() => {
  session.value = 'signedOut';
});

export async function findSession(): Promise<void> {
  try {
    session.value = await api.session();
  } catch (cause) {
    session.value = cause instanceof Problem && cause.status === 401 ? 'signedOut' : 'unreachable';
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  session.value = await api.signIn(email, password);
}

export async function signOut(): Promise<void> {
  await api.signOut();
  session.value = 'signedOut';
}
