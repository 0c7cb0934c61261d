import { signal } from '@preact/signals';
import { api } from '../api/client';
import type { Site } from '../api/records';
import type { Problem } from '../api/problem';

/** All sites of the user, by name; null until they are known. */
export const sites = signal<Site[] | null>(null);
export const sitesProblem = signal<Problem | null>(null);

/** The name of the site that was deleted last, while that is worth saying: its rows go in the background. */
export const erased = signal<string | null>(null);

export async function loadSites(): Promise<void> {
  sitesProblem.value = null;
  try {
    sites.value = sorted(await api.sites());
  } catch (cause) {
    sitesProblem.value = cause as Problem;
  }
}

/** Takes in a site that was added or changed. */
export function keepSite(site: Site): void {
  sites.value = sorted([...(sites.value ?? []).filter((other) => other.id !== site.id), site]);
}

export function dropSite(id: string): void {
  sites.value = (sites.value ?? []).filter((site) => site.id !== id);
}

function sorted(list: Site[]): Site[] {
  return [...list].sort((one, other) => one.name.localeCompare(other.name));
}
