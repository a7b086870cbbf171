import { useTranslation } from 'react-i18next';
import { useStage } from './context';

/** Asks, with the number of people it touches, and then ends the meeting for everybody. */
export function useEndForAll(): () => void {
  const { t } = useTranslation();
  const { session, ask } = useStage();
  return () => {
    const others = session.scene.get().people.filter((p) => !p.isSelf).length;
    ask({
      title: t('confirm.endTitle'),
      body: others > 0 ? t('confirm.endBody', { count: others }) : t('confirm.endBodyAlone'),
      act: t('host.end'),
      danger: true,
      onYes: () => void session.conduct.act('end'),
    });
  };
}
