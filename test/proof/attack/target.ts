import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';

/** The gateway's door, as anybody on the internet finds it. */
export interface Target {
  host: string;
  port: number;
}

export const hookPath = '/okta/event-hook';

/** How requests were answered: by status, or `cut` where the connection ended first. */
export type Answers = Record<string, number>;

export function count(answers: Answers, answer: number | 'cut'): void {
  answers[answer] = (answers[answer] ?? 0) + 1;
}

/** A POST on a connection of its own. Whoever is refused early may find the connection gone while still sending. */
export function post(
  target: Target,
  headers: Record<string, string>,
  body: string | Buffer,
): Promise<number | 'cut'> {
  return new Promise((resolve) => {
    const outgoing = request(
      {
        ...target,
        ...{ method: 'POST', path: hookPath, agent: false },
        headers: { 'Content-Type': 'application/json', ...headers },
      },
      (answer) => {
        resolve(answer.statusCode ?? 'cut');
        outgoing.destroy();
      },
    );
    outgoing.on('error', () => {
      resolve('cut');
    });
    outgoing.end(body);
  });
}

/** A connection with TLS; undefined if it was not to be had. `closed` resolves when it is over, however that came. */
export async function openSocket({
  host,
  port,
}: Target): Promise<{ socket: TLSSocket; closed: Promise<void> } | undefined> {
  const socket = connect({ host, port, servername: host });
  // That it is cut off is what is looked for.
  socket.on('error', () => socket.destroy());
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      resolve();
    });
  });
  const isOpen = await Promise.race([
    new Promise<true>((resolve) => {
      socket.on('secureConnect', () => {
        resolve(true);
      });
    }),
    closed,
  ]);
  return isOpen ? { socket, closed } : undefined;
}

/** A delivery about somebody who is in no org. */
export function inventedDelivery(n: number, padding = 0): string {
  const uuid = `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  return JSON.stringify({
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://attacker.example/api/v1/eventHooks/who0000000000000atck',
    eventId: uuid,
    eventTime: new Date().toISOString(),
    contentType: 'application/json',
    data: {
      events: [
        {
          ...{ uuid, eventType: 'user.lifecycle.create', version: '0' },
          ...{ published: new Date().toISOString(), outcome: { result: 'SUCCESS' } },
          target: [{ id: `00uatck${String(n).padStart(13, '0')}`, type: 'User' }],
          displayMessage: 'x'.repeat(padding),
        },
      ],
    },
  });
}
