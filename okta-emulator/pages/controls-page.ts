import Handlebars from 'handlebars';

import type { Endpoint } from '../admin/endpoints.js';
import { renderLayout } from './layout.js';

const content = Handlebars.compile<{ endpoints: readonly Endpoint[] }>(
  `<h1>Controls</h1>
<p class="hint">What this emulator offers besides Okta's API. JSON in and out, no token.</p>
<dl class="card endpoints">
  {{#each endpoints}}
  <dt><a href="{{path}}">{{path}}</a> <span class="hint">{{methods}}</span></dt>
  <dd>{{what}}</dd>
  {{/each}}
</dl>`,
  { strict: true },
);

export function renderControlsPage(endpoints: readonly Endpoint[]): string {
  return renderLayout(content({ endpoints }), { title: 'Controls' });
}
