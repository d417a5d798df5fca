import assert from 'node:assert/strict';
import { PeopleFileError, readPeopleFile } from '../../../src/backfill/read-people-file.js';

describe('a file of people', () => {
  it('names a login or an id per row, and if it likes a phone and a start date', () => {
    const { people, bad } = readPeopleFile(
      'login,phone,start\nann@example.com,+1 415 200 0001,2026-12-01\nbob@example.com,,\n',
    );
    assert.deepEqual(people, [
      { line: 2, user: 'ann@example.com', phone: '+1 415 200 0001', startDate: '2026-12-01' },
      { line: 3, user: 'bob@example.com' },
    ]);
    assert.deepEqual(bad, []);
  });

  for (const [what, text] of Object.entries({
    'semicolons, as spreadsheets write it in Europe': 'Name;Login\n"Ann, first";ann',
    tabs: 'Name\tLogin\nAnn, first\tann',
    'a byte order mark and carriage returns': '\uFEFFLogin,Name\r\nann,first\r\n',
    'spaces around cells, and columns that nobody needs': ' LOGIN , Name \n  ann , first ',
    'empty rows': '\n\nlogin\n\nann\n'.trimStart(),
    'the other names of the column': 'User\nann',
  })) {
    it(`may have ${what}`, () => {
      const { people, bad } = readPeopleFile(text);
      assert.deepEqual([people.map(({ user }) => user), bad], [['ann'], []]);
    });
  }

  it('takes the first of several columns that says who is meant', () => {
    const { people } = readPeopleFile('id,login\n,ann\n00u1,bob\n');
    assert.deepEqual(
      people.map(({ user }) => user),
      ['ann', '00u1'],
    );
  });

  it('has rows without anybody, which are told with their line', () => {
    const { people, bad } = readPeopleFile('login,phone\nann,1\n,2\n,\nbob\n');
    assert.deepEqual(
      people.map(({ line }) => line),
      [2, 5],
    );
    assert.deepEqual(bad, [{ line: 3, problem: 'user-missing' }]);
  });

  it('counts the lines of a cell that has several', () => {
    const { people } = readPeopleFile('login,address\nann,"street\ntown"\nbob,\n');
    assert.deepEqual(
      people.map(({ user, line }) => [user, line]),
      [
        ['ann', 3],
        ['bob', 4],
      ],
    );
  });

  it('may have a quote too many, which costs its own row and no other', () => {
    const { people, bad } = readPeopleFile('login,name\nann,"x" y\nbob,z\ncleo,"w\ndan,v\n');
    assert.deepEqual(
      people.map(({ user, line }) => [user, line]),
      [
        ['bob', 3],
        ['dan', 5],
      ],
    );
    assert.deepEqual(bad, [
      { line: 2, problem: 'unreadable' },
      { line: 4, problem: 'unreadable' },
    ]);
  });

  it('is refused without a column that says who is meant, and nothing of it is repeated', () => {
    for (const text of ['', '\n', 'ann@example.com\nbob@example.com\n', 'phone,start\n1,2\n']) {
      assert.throws(
        () => readPeopleFile(text),
        (error) => {
          assert(error instanceof PeopleFileError);
          assert.doesNotMatch(error.message, /ann|bob/);
          return true;
        },
      );
    }
  });
});
