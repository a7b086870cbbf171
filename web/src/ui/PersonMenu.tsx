import { LogOut, ShieldCheck, UserRound } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type PersonDetails, signOut } from '../api/account';
import { loadMe } from '../account/me';
import { Avatar } from './Avatar';
import { ChoiceMenu } from './Menu';

export function PersonMenu({ person }: { person: PersonDetails }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();

  const leave = async () => {
    await signOut();
    await loadMe();
    navigate('/');
  };
  const places = [{ id: '/account', label: t('nav.account'), icon: <UserRound aria-hidden /> }];
  if (person.administrator) {
    places.push({ id: '/console', label: t('nav.console'), icon: <ShieldCheck aria-hidden /> });
  }
  return (
    <ChoiceMenu
      label={t('nav.personMenu', { name: person.name })}
      placement="bottom end"
      sections={[
        { title: person.email, items: places, onChoose: navigate },
        {
          items: [{ id: 'sign-out', label: t('nav.signOut'), icon: <LogOut aria-hidden /> }],
          onChoose: () => void leave(),
        },
      ]}
    >
      <Button
        className="person-button"
        aria-label={t('nav.personMenu', { name: person.name })}
        data-testid="person-menu"
      >
        <Avatar identity={person.id} name={person.name} size="bar" />
      </Button>
    </ChoiceMenu>
  );
}
