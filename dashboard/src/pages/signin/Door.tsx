import type { ComponentChildren } from 'preact';
import { Mark } from '../../elements/icon/Icon';
import { Appearance } from '../../elements/shell/Shell';
import './door.css';

/** The frame of the pages before the dashboard. */
export function Door({ title, lead, children }: { title: string; lead?: string; children: ComponentChildren }) {
  return (
    <main class="door">
      <div class="door-box">
        <div class="door-brand">
          <Mark size={34} />
          <span>Polku</span>
        </div>
        <h1>{title}</h1>
        {lead !== undefined && <p class="door-lead">{lead}</p>}
        {children}
      </div>
      <div class="door-appearance">
        <Appearance />
      </div>
    </main>
  );
}
