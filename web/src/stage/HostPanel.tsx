import { OctagonPause, PhoneOff, Play } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Access, Right } from '../api/room';
import { useStore } from '../session/store';
import { Button } from '../ui/Button';
import { Switch } from '../ui/Switch';
import { useStage } from './context';
import { Panel } from './Panel';
import { useEndForAll } from './useEndForAll';
import './host.css';

/** Everything a host decides about the meeting, in one place. */
export function HostPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { session } = useStage();
  const room = useStore(session.conduct.state);
  const change = session.conduct.change;
  return (
    <Panel title={t('host.title')} onClose={onClose}>
      <div className="host-scroll" data-testid="host-panel">
        <AccessChoice access={room.access} onChange={(access) => void change({ access })} />
        <div className="host-group">
          <Switch
            label={t('host.lock')}
            hint={t('host.lockHint')}
            on={room.locked}
            testId="lock"
            onChange={(locked) => void change({ locked })}
          />
        </div>
        <RightSwitches />
        <Severe />
      </div>
    </Panel>
  );
}

function AccessChoice({ access, onChange }: { access: Access; onChange: (access: Access) => void }) {
  const { t } = useTranslation();
  const choices: [Access, string, string][] = [
    ['ASK', t('host.accessAsk'), t('host.accessAskHint')],
    ['SIGNED_IN', t('host.accessSignedIn'), t('host.accessSignedInHint')],
    ['OPEN', t('host.accessOpen'), t('host.accessOpenHint')],
  ];
  return (
    <RadioGroup
      className="host-group host-access"
      value={access}
      onChange={(value) => onChange(value as Access)}
    >
      <Label className="host-heading">{t('host.access')}</Label>
      {choices.map(([value, label, hint]) => (
        <Radio key={value} value={value} className="host-radio" data-testid={`access-${value}`}>
          <span className="host-radio-dot" aria-hidden />
          <span className="host-radio-text">
            <span>{label}</span>
            <span className="secondary">{hint}</span>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function RightSwitches() {
  const { t } = useTranslation();
  const { session } = useStage();
  const { rights, suspended } = useStore(session.conduct.state);
  const labels: [Right, string][] = [
    ['unmute', t('host.unmute')],
    ['video', t('host.video')],
    ['share', t('host.share')],
    ['chat', t('host.chat')],
    ['privateChat', t('host.privateChat')],
    ['reactions', t('host.reactions')],
  ];
  return (
    <section className="host-group" aria-labelledby="host-rights">
      <h3 className="host-heading" id="host-rights">
        {t('host.rights')}
      </h3>
      {suspended && <p className="secondary">{t('host.rightsSuspended')}</p>}
      {labels.map(([right, label]) => (
        <Switch
          key={right}
          label={label}
          on={rights[right]}
          testId={`right-${right}`}
          disabled={right === 'privateChat' && !rights.chat}
          onChange={(on) => void session.conduct.change({ rights: { [right]: on } })}
        />
      ))}
    </section>
  );
}

function Severe() {
  const { t } = useTranslation();
  const { session, ask } = useStage();
  const { suspended } = useStore(session.conduct.state);
  const { people } = useStore(session.scene);
  const endForAll = useEndForAll();
  const others = people.filter((p) => !p.isSelf).length;
  return (
    <section className="host-group host-severe" aria-label={t('host.severe')}>
      {suspended ? (
        <Button
          variant="primary"
          wide
          data-testid="resume"
          onPress={() => void session.conduct.act('resume')}
        >
          <Play aria-hidden />
          {t('host.resume')}
        </Button>
      ) : (
        <Button
          variant="outline"
          wide
          data-testid="suspend"
          onPress={() =>
            ask({
              title: t('confirm.suspendTitle'),
              body: t('confirm.suspendBody', { count: others }),
              act: t('host.suspend'),
              danger: true,
              onYes: () => void session.conduct.act('suspend'),
            })
          }
        >
          <OctagonPause aria-hidden />
          {t('host.suspend')}
        </Button>
      )}
      <Button variant="leave" wide data-testid="host-end" onPress={endForAll}>
        <PhoneOff aria-hidden />
        {t('host.end')}
      </Button>
    </section>
  );
}
