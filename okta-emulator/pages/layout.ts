import Handlebars from 'handlebars';

export interface LayoutOptions {
  title: string;
  /** Loads the page again after so many seconds. */
  refreshSeconds?: number;
}

const layout = Handlebars.compile(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    {{#if refreshSeconds}}<meta http-equiv="refresh" content="{{refreshSeconds}}">{{/if}}
    <title>{{title}} · Emulated Okta org</title>
    <link rel="stylesheet" href="/_emulator/style.css">
  </head>
  <body>
    <header class="brand">Emulated Okta org</header>
    <main>
      {{{content}}}
    </main>
    <footer>
      <nav aria-label="Emulator">
        <a href="/signin">Sign in</a>
        <a href="/_emulator/mailbox">Mailbox</a>
        <a href="/_emulator/phone">Phone</a>
        <a href="/_emulator/authenticator">Authenticator</a>
        <a href="/_emulator">Controls</a>
      </nav>
    </footer>
  </body>
</html>
`);

/** Puts a page's content, which is HTML, into the frame that all pages share. */
export function renderLayout(content: string, options: LayoutOptions): string {
  return layout({ refreshSeconds: undefined, ...options, content });
}
