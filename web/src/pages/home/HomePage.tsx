import { Keyboard, Video } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { createMeeting, getServer } from '../../api/client';
import { meetingPath, parseMeetingCode } from '../../meeting/code';
import { Button } from '../../ui/Button';
import { type FieldMessage, FieldProblem } from '../../ui/FieldProblem';
import { Page } from '../../ui/Page';
import { problemText } from '../../ui/problemText';
import { useTitle } from '../../ui/useTitle';
import './home.css';

const EXAMPLE_CODE = 'kwo-tmna-vei';

export function HomePage() {
  const { t } = useTranslation();
  useTitle(t('app.name'));
  return (
    <Page foot={<Link href="/about">{t('common.about')}</Link>}>
      <div className="home">
        <h1 className="page-title">{t('home.title')}</h1>
        <p className="home-lead">{t('home.lead')}</p>
        <JoinForm />
        <StartMeeting />
      </div>
    </Page>
  );
}

function JoinForm() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [message, setMessage] = useState<FieldMessage>();

  const submit = () => {
    const code = parseMeetingCode(text);
    if (code) navigate(meetingPath(code));
    else if (text.trim() === '') setMessage({ detail: t('home.emptyCode') });
    else setMessage({ detail: t('home.badCode') });
  };

  return (
    <Form
      className="home-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        className="home-form"
        value={text}
        isInvalid={message !== undefined}
        autoFocus
        autoComplete="off"
        onChange={(value) => {
          setText(value);
          setMessage(undefined);
        }}
      >
        <Label className="visually-hidden">{t('home.field')}</Label>
        <div className="home-group">
          <div className="home-input">
            <Keyboard aria-hidden />
            <Input
              className="field-input"
              placeholder={t('home.field')}
              autoCapitalize="none"
              spellCheck={false}
              data-testid="join-code"
            />
          </div>
          <Button type="submit" variant="primary" size="l" data-testid="join">
            {t('home.join')}
          </Button>
        </div>
        {message && <FieldProblem message={message} />}
      </TextField>
      <p className="home-looks">
        {t('home.codeLooks')} <span className="code">{EXAMPLE_CODE}</span>
      </p>
    </Form>
  );
}

function StartMeeting() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<FieldMessage>();
  const devMode = useDevMode();

  const start = async () => {
    setBusy(true);
    setMessage(undefined);
    const answer = await createMeeting();
    setBusy(false);
    if (answer.ok) navigate(meetingPath(answer.value.code));
    else {
      const text = problemText(t, answer.problem);
      setMessage({ ...text, detail: `${t('home.startFailed')} ${text.detail}` });
    }
  };

  return (
    <div className="home-start">
      <Button
        variant="text"
        size="l"
        busy={busy}
        onPress={() => void start()}
        data-testid="start-meeting"
      >
        <Video aria-hidden />
        <span role="status">{busy ? t('home.starting') : t('home.start')}</span>
      </Button>
      {message && <FieldProblem message={message} />}
      <p className="home-note">{t('home.openNote')}</p>
      {devMode && <p className="home-note">{t('home.devNote')}</p>}
    </div>
  );
}

function useDevMode(): boolean {
  const [devMode, setDevMode] = useState(false);
  useEffect(() => {
    void getServer().then((answer) => {
      if (answer.ok) setDevMode(answer.value.devMode);
    });
  }, []);
  return devMode;
}
