import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { changedSearch, pageOf } from '../src/console/query';
import { csvOf } from '../src/console/csv';
import { linksOf } from '../src/console/mailLinks';
import { domainsOf, settingsOf, settingsProblems, valuesOf } from '../src/console/settingsForm';
import { hasIssues, issuesOf } from '../src/ui/form';

const t = ((key: string) => key) as unknown as TFunction;
const problem = (field?: string) => ({ status: 422, title: 'T', detail: 'Taken.', remedy: 'Choose another.', field });

describe('issuesOf', () => {
  it('puts a refusal at its field', () => {
    expect(issuesOf(t, problem('email'), ['name', 'email'])).toEqual({
      fields: { email: { detail: 'Taken.', remedy: 'Choose another.' } },
    });
  });

  it('finds the field of a list entry, and one that is called otherwise here', () => {
    expect(issuesOf(t, problem('invitees[3]'), ['invitees']).fields.invitees?.detail).toBe('Taken.');
    expect(issuesOf(t, problem('start'), ['time'], { start: 'time' }).fields.time?.detail).toBe('Taken.');
  });

  it('makes the rest general', () => {
    for (const field of [undefined, 'token', '']) {
      const issues = issuesOf(t, problem(field), ['email']);
      expect(issues.general?.detail).toBe('Taken.');
      expect(hasIssues(issues)).toBe(true);
    }
    expect(hasIssues({ fields: { email: undefined } })).toBe(false);
  });

  it('words what had no answer', () => {
    const issues = issuesOf(t, { status: 0, title: '', detail: '' }, ['email']);
    expect(issues.general).toEqual({ detail: 'problem.noAnswer', remedy: 'problem.noAnswerRemedy' });
  });
});

describe('filters in the address', () => {
  it('change one at a time and vanish when empty', () => {
    expect(changedSearch('', { query: 'ayu' })).toBe('?query=ayu');
    expect(changedSearch('query=ayu&page=3', { query: 'b c', page: '' })).toBe('?query=b+c');
    expect(changedSearch('query=ayu', { query: '' })).toBe('');
  });

  it.each([
    ['', 0],
    ['page=1', 0],
    ['page=4', 3],
    ['page=0', 0],
    ['page=-2', 0],
    ['page=x', 0],
    ['page=1.5', 0],
  ])('read the page of %j', (search, page) => {
    expect(pageOf(new URLSearchParams(search))).toBe(page);
  });
});

describe('server settings', () => {
  const settings = {
    signUp: 'DOMAIN' as const,
    domains: ['example.org', 'example.net'],
    guestsMayStart: false,
    maxParticipants: 100,
    chatRetentionHours: 24,
    meetingRetentionDays: 90,
    auditRetentionDays: 365,
  };

  it('survive the form', () => {
    expect(settingsOf(valuesOf(settings))).toEqual(settings);
  });

  it('take domains as people write them', () => {
    expect(domainsOf(' @Example.org;example.net\nexample.org ')).toEqual(['example.org', 'example.net']);
  });

  it('refuse what cannot be', () => {
    const wrong = { ...valuesOf(settings), domains: 'example', maxParticipants: '', chatRetentionHours: '1.5' };
    expect(settingsProblems(wrong)).toMatchObject({
      domains: { kind: 'domain' },
      maxParticipants: { kind: 'range', min: 0 },
      chatRetentionHours: { kind: 'range', max: 8760 },
    });
    expect(settingsProblems({ ...valuesOf(settings), domains: '' })).toEqual({ domains: { kind: 'domainEmpty' } });
    expect(settingsProblems({ ...valuesOf(settings), signUp: 'OPEN', domains: '' })).toEqual({});
    expect(settingsProblems(valuesOf(settings))).toEqual({});
  });
});

describe('csvOf', () => {
  it('quotes what needs it and lets no spreadsheet take text for a formula', () => {
    expect(csvOf([['a', 'b, c', 'say "x"', 'two\nlines'], ['=1+1', '@x', '-2', 'é']])).toBe(
      'a,"b, c","say ""x""","two\nlines"\r\n' + "'=1+1,'@x,'-2,é\r\n",
    );
  });
});

describe('links of a mail', () => {
  it('come out whole and once', () => {
    const text = 'Open http://host:7880/reset#aB_-9.\nOr <https://x.example/invitation#t>, http://host:7880/reset#aB_-9';
    expect(linksOf(text)).toEqual(['http://host:7880/reset#aB_-9', 'https://x.example/invitation#t']);
  });
});
