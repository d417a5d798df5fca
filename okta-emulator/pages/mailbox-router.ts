import { Router } from 'express';
import * as z from 'zod';

import { notFound } from '../errors.js';
import type { Mailbox } from '../mailbox/mailbox.js';
import type { ReceivedMail } from '../mailbox/received-mail.js';
import { renderMailPage } from './mail-page.js';
import { renderMailboxPage } from './mailbox-page.js';

const querySchema = z.object({ to: z.string().optional(), paused: z.string().optional() });

/**
 * `/mailbox`: the mails, newest first, as a page or as JSON; `?to=` leaves those to one address. `/mailbox/{id}`: one mail.
 * `/mailbox/{id}/html`: its HTML as it was sent, without scripts and without anything loaded from elsewhere.
 */
export function createMailboxRouter({
  mails,
  mailsTo,
}: Pick<Mailbox, 'mails' | 'mailsTo'>): Router {
  const router = Router();
  const mailOf = (id: string): ReceivedMail => {
    const mail = mails.find((candidate) => candidate.id === id);
    if (!mail) throw notFound(id, 'Mail');
    return mail;
  };

  router.get('/mailbox', (req, res) => {
    const { to, paused } = querySchema.parse(req.query);
    const found = (to === undefined ? mails : mailsTo(to)).toReversed();
    res.format({
      json: () => res.json(found),
      html: () => res.send(renderMailboxPage(found, paused !== undefined)),
    });
  });

  router.get('/mailbox/:id', (req, res) => {
    const mail = mailOf(req.params.id);
    res.format({
      json: () => res.json(mail),
      html: () => res.send(renderMailPage(mail)),
    });
  });

  router.get('/mailbox/:id/html', (req, res) => {
    const { html } = mailOf(req.params.id);
    res.set(
      'content-security-policy',
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    res.type('html').send(html);
  });

  return router;
}
