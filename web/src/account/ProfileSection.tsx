import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeMe, type Me } from '../api/account';
import { type Language, LANGUAGE_NAMES, LANGUAGES } from '../i18n/language';
import { setPrefs, usePrefs } from '../prefs/prefs';
import { Button } from '../ui/Button';
import { hasIssues, useForm } from '../ui/form';
import { FormFrame } from '../ui/FormFrame';
import { Saved } from '../ui/Saved';
import { Select } from '../ui/Select';
import { TextInput } from '../ui/TextInput';
import { Card, type SectionProps } from './AccountPage';
import { loadMe, setMe } from './me';
import { nameMessage } from './texts';

const LANGUAGE_OPTIONS = LANGUAGES.map((id) => ({ id, label: LANGUAGE_NAMES[id] }));

const languageOf = (locale: string): Language =>
  LANGUAGES.find((l) => locale.toLowerCase().startsWith(l)) ?? 'en';

export function ProfileSection({ person }: SectionProps) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(0);
  const form = useForm(t, 'profile', { name: person.name, locale: languageOf(person.locale) as string });
  const submit = () =>
    form.submit({
      check: ({ name }) => ({ name: nameMessage(t, name) }),
      send: ({ name, locale }) => changeMe({ name: name.trim(), locale }),
      done: (answer) => {
        if ((answer as Me | undefined)?.person) setMe(answer);
        else void loadMe();
        setPrefs({ language: languageOf(form.values.locale) });
        setSaved((count) => count + 1);
      },
    });
  return (
    <>
      <Card title={t('profile.title')}>
        <FormFrame form={form} name="profile" onSubmit={() => void submit()} aria-label={t('profile.title')}>
          <TextInput
            {...form.bind('name')}
            label={t('profile.name')}
            hint={t('profile.nameHint')}
            autoComplete="name"
            testId="profile-name"
          />
          <div className="field">
            <span className="field-label">{t('email.label')}</span>
            <span className="account-email">
              {person.email}
              {person.emailVerified ? (
                <span className="chip-ok">{t('profile.verified')}</span>
              ) : (
                <span className="chip-warn">{t('profile.unverified')}</span>
              )}
            </span>
          </div>
          <Select
            label={t('language.label')}
            options={LANGUAGE_OPTIONS}
            value={form.values.locale}
            onChange={(id) => form.set('locale', id)}
          />
          <div className="account-actions">
            <Button type="submit" variant="primary" busy={form.busy} data-testid="profile-save">
              {t('form.save')}
            </Button>
            <Saved count={hasIssues(form.issues) ? 0 : saved} />
          </div>
        </FormFrame>
      </Card>
      <Appearance />
      {person.organisations.length > 0 && <Organisations person={person} />}
    </>
  );
}

function Appearance() {
  const { t } = useTranslation();
  const { theme } = usePrefs();
  return (
    <Card title={t('settings.theme')} lead={t('profile.themeLead')}>
      <Select
        label={t('settings.theme')}
        options={[
          { id: 'auto', label: t('settings.themeAuto') },
          { id: 'light', label: t('settings.themeLight') },
          { id: 'dark', label: t('settings.themeDark') },
        ]}
        value={theme}
        onChange={(id) => setPrefs({ theme: id === 'light' || id === 'dark' ? id : 'auto' })}
      />
    </Card>
  );
}

function Organisations({ person }: SectionProps) {
  const { t } = useTranslation();
  return (
    <Card title={t('profile.organisations')}>
      <ul className="account-list">
        {person.organisations.map((organisation) => (
          <li key={organisation.id} className="account-item">
            <span className="account-item-text">{organisation.name}</span>
            <span className="chip-plain">
              {organisation.role === 'ADMINISTRATOR' ? t('profile.roleAdministrator') : t('profile.roleMember')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
