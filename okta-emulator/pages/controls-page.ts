import Handlebars from 'handlebars';

import type { Endpoint } from '../admin/endpoints.js';
import { renderLayout } from './layout.js';

interface ListedEndpoint {
  path: string;
  what: string;
  methods: string;
  /** Whether a browser can follow a link to it. */
  isReadable: boolean;
}

const content = Handlebars.compile<{ endpoints: ListedEndpoint[] }>(
  `<h1>Controls</h1>
<p class="hint">What this emulator offers besides Okta's API. JSON in and out, no token.</p>
<dl class="card endpoints">
  {{#each endpoints}}
  <dt>
    {{#if isReadable}}<a href="{{path}}">{{path}}</a>{{else}}{{path}}{{/if}}
    <span class="hint">{{methods}}</span>
  </dt>
  <dd>{{what}}</dd>
  {{/each}}
</dl>`,
  { strict: true },
);

export function renderControlsPage(endpoints: readonly Endpoint[]): string {
  const listed = endpoints.map(({ path, what, methods }) => ({
    path,
    what,
    methods: methods.join(', '),
    isReadable: methods.includes('GET'),
  }));
  return renderLayout(content({ endpoints: listed }), { title: 'Controls' });
}
