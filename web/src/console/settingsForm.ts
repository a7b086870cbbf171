import type { ServerSettings } from '../api/console';

/** The settings as the form holds them: numbers as they were typed. */
export interface SettingsValues {
  signUp: ServerSettings['signUp'];
  domains: string;
  guestsMayStart: boolean;
  maxParticipants: string;
  chatRetentionHours: string;
  meetingRetentionDays: string;
  auditRetentionDays: string;
}

export type NumberField = 'maxParticipants' | 'chatRetentionHours' | 'meetingRetentionDays' | 'auditRetentionDays';

/** What each number may be; the server has the last word. */
export const RANGES: Record<NumberField, readonly [min: number, max: number]> = {
  maxParticipants: [0, 100_000],
  chatRetentionHours: [1, 8760],
  meetingRetentionDays: [1, 3650],
  auditRetentionDays: [1, 3650],
};

export function valuesOf(settings: ServerSettings): SettingsValues {
  return {
    signUp: settings.signUp,
    domains: settings.domains.join(', '),
    guestsMayStart: settings.guestsMayStart,
    maxParticipants: String(settings.maxParticipants),
    chatRetentionHours: String(settings.chatRetentionHours),
    meetingRetentionDays: String(settings.meetingRetentionDays),
    auditRetentionDays: String(settings.auditRetentionDays),
  };
}

export function settingsOf(values: SettingsValues): ServerSettings {
  return {
    signUp: values.signUp,
    domains: domainsOf(values.domains),
    guestsMayStart: values.guestsMayStart,
    maxParticipants: Number(values.maxParticipants),
    chatRetentionHours: Number(values.chatRetentionHours),
    meetingRetentionDays: Number(values.meetingRetentionDays),
    auditRetentionDays: Number(values.auditRetentionDays),
  };
}

/** `@Example.org, example.net` as the server takes it. */
export function domainsOf(text: string): string[] {
  const domains = text.split(/[\s,;]+/).map((d) => d.trim().replace(/^@/, '').toLowerCase());
  return [...new Set(domains.filter(Boolean))];
}

const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

export type SettingsProblem = { kind: 'range'; min: number; max: number } | { kind: 'domain' } | { kind: 'domainEmpty' };

export function settingsProblems(values: SettingsValues): Partial<Record<keyof SettingsValues, SettingsProblem>> {
  const problems: Partial<Record<keyof SettingsValues, SettingsProblem>> = {};
  for (const [field, [min, max]] of Object.entries(RANGES) as [NumberField, readonly [number, number]][]) {
    const text = values[field].trim();
    const number = Number(text);
    if (text === '' || !Number.isInteger(number) || number < min || number > max) {
      problems[field] = { kind: 'range', min, max };
    }
  }
  const domains = domainsOf(values.domains);
  if (values.signUp === 'DOMAIN' && domains.length === 0) problems.domains = { kind: 'domainEmpty' };
  if (domains.some((domain) => !DOMAIN.test(domain))) problems.domains = { kind: 'domain' };
  return problems;
}
