import type { PointElement, Points } from '../../dashboard/src/api/heatmaps';

export type Kind = 'click' | 'move' | 'rageClick' | 'deadClick' | 'errorClick';

export interface Question {
  token: string;
  kind: Kind;
  device: 'desktop' | 'tablet' | 'mobile';
  days: number;
}

/** Of `POST /api/v1/overlay`. */
export interface Answer {
  samples: { device: string; pageviews: number; sessions: number }[];
  interactions: number;
  elements: PointElement[];
  points: Points;
}

/** Fails with what the server says, or with the browser's words where it does not answer. */
export async function ask(endpoint: string, question: Question): Promise<Answer> {
  const response = await fetch(endpoint.replace(/\/*$/, '/api/v1/overlay'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(question),
    credentials: 'omit',
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
}
