import { useTranslation } from 'react-i18next';
import { useMe } from '../../account/me';
import { AppPage } from '../../ui/AppPage';
import { useTitle } from '../../ui/useTitle';
import { SignedInHome } from './SignedInHome';
import { SignedOutHome } from './SignedOutHome';

export function HomePage() {
  const { t } = useTranslation();
  useTitle(t('app.name'));
  const me = useMe();
  if (me.kind === 'loading') {
    return (
      <AppPage>
        <p className="visually-hidden" role="status">
          {t('app.loading')}
        </p>
      </AppPage>
    );
  }
  const person = me.kind === 'known' && me.me.signedIn ? me.me.person : undefined;
  return person ? (
    <SignedInHome person={person} />
  ) : (
    <SignedOutHome me={me.kind === 'known' ? me.me : undefined} />
  );
}
