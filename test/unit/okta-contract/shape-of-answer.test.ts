import assert from 'node:assert/strict';
import type { Answer } from './recording.js';
import { shapeOfAnswer } from './shape-of-answer.js';

const self = 'https://okta.example/api/v1/users/00u1';
const body = { id: '00u1', status: 'STAGED', activated: null, _links: { self: { href: self } } };
const answer: Answer = {
  status: 200,
  headers: {
    'content-type': 'application/json;charset=UTF-8',
    link: `<${self}?limit=1&q=a>; rel="self"`,
    'x-rate-limit-limit': '600',
  },
  body,
};

const same: Record<string, Partial<Answer>> = {
  'another id': { body: { ...body, id: '00u2' } },
  'headers that only the transport needs': { headers: { ...answer.headers, via: 'proxy' } },
  'parameters in another order': {
    headers: { ...answer.headers, link: `<${self}?q=a&limit=1>; rel="self"` },
  },
};
const other: Record<string, Partial<Answer>> = {
  'another status': { status: 201 },
  'a key less': { body: { ...body, _links: {} } },
  'a key more': { body: { ...body, profile: {} } },
  'a value of another type': { body: { ...body, activated: '2026-01-01T00:00:00.000Z' } },
  "another of Okta's words": { body: { ...body, status: 'ACTIVE' } },
  'a link to another resource': { body: { ...body, _links: { self: { href: `${self}2` } } } },
  'a list instead of its item': { body: [body] },
  'no body': { body: null },
  'no rate limit': { headers: { ...answer.headers, 'x-rate-limit-limit': 'unlimited' } },
  'another relation': { headers: { ...answer.headers, link: `<${self}?limit=1&q=a>; rel="next"` } },
  'no headers': { headers: {} },
};

describe('the shape of an answer', () => {
  for (const [what, change] of Object.entries(same)) {
    it(`is the same with ${what}`, () => {
      assert.deepEqual(shapeOfAnswer({ ...answer, ...change }), shapeOfAnswer(answer));
    });
  }
  for (const [what, change] of Object.entries(other)) {
    it(`is another with ${what}`, () => {
      assert.notDeepEqual(shapeOfAnswer({ ...answer, ...change }), shapeOfAnswer(answer));
    });
  }
});
