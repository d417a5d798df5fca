import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { captureDeliveries } from '../../proof/capture-deliveries.js';

function request(body: string, agent = 'Okta-Integrations'): string {
  return `POST /okta/event-hook HTTP/1.1\r\nuser-agent: ${agent}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
}

describe('what is captured of deliveries', () => {
  it("is each of Okta's that may start a run, once and whole, however it is cut up", () => {
    const captured: string[] = [];
    const tap = captureDeliveries((delivery) => captured.push(delivery.toString()));
    const wanted = ['user.lifecycle.create 1', 'user.lifecycle.create 2'].map((body) =>
      request(body),
    );
    const client = new Socket();
    const text = [
      wanted[0],
      request('user.session.start'),
      request('user.lifecycle.create of a stranger', 'curl'),
      ...wanted,
    ].join('');

    for (let at = 0; at < text.length; at += 7) tap(client, Buffer.from(text.slice(at, at + 7)));

    assert.deepEqual(captured, wanted);
  });
});
