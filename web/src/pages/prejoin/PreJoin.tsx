import { type RefObject, useRef, useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Meeting } from '../../api/client';
import type { PreviewMedia } from '../../devices/previewMedia';
import { hostKeyOf, tokenOf } from '../../meeting/hostKey';
import { NAME_LIMIT, type NameProblem, nameProblem } from '../../meeting/name';
import { getPrefs, setPrefs } from '../../prefs/prefs';
import { Button } from '../../ui/Button';
import { CopyLink } from '../../ui/CopyLink';
import { type FieldMessage, FieldProblem } from '../../ui/FieldProblem';
import { Page } from '../../ui/Page';
import { useTitle } from '../../ui/useTitle';
import type { JoinTrouble, JoinWish } from '../meeting/useCall';
import { Facts } from './Facts';
import { PasscodeField } from './PasscodeField';
import { Preview } from './Preview';
import { PreviewPickers, PreviewTroubles } from './PreviewPickers';
import './prejoin.css';

interface PreJoinProps {
  code: string;
  media: PreviewMedia;
  /** Unknown until the server has answered. */
  meeting: Meeting | undefined;
  joining: boolean;
  /** Why the last attempt to join failed. */
  refusal: JoinTrouble | undefined;
  onJoin: (wish: JoinWish) => void;
}

export function PreJoin({ code, media, meeting, joining, refusal, onJoin }: PreJoinProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(() => getPrefs().name);
  useTitle(t('prejoin.documentTitle', { code }));

  return (
    <Page>
      <div className="prejoin">
        <div className="prejoin-head">
          <Facts meeting={meeting} code={code} />
          <h1 className="page-title">{meeting?.title || t('prejoin.title')}</h1>
          <div className="prejoin-code">
            <span className="code" aria-label={t('prejoin.code', { code })}>
              {code}
            </span>
            <CopyLink code={code} variant="text" size="s" />
          </div>
        </div>
        <div className="prejoin-left">
          <Preview media={media} name={name} />
          <PreviewTroubles media={media} />
          <PreviewPickers media={media} />
        </div>
        <JoinForm
          joining={joining}
          refusal={refusal}
          passcodeNeeded={asksForPasscode(code, meeting, refusal)}
          name={name}
          onName={setName}
          onJoin={(chosen, passcode) => onJoin({ name: chosen, passcode, wanted: media.wishes() })}
        />
      </div>
    </Page>
  );
}

/** Hosts and people who were in already need none; and what the server asks for is asked. */
function asksForPasscode(
  code: string,
  meeting: Meeting | undefined,
  refusal: JoinTrouble | undefined,
): boolean {
  if (refusal?.field === 'passcode') return true;
  if (!meeting?.passcodeNeeded || meeting.mine) return false;
  return hostKeyOf(code) === undefined && tokenOf(code) === undefined;
}

interface JoinFormProps extends Pick<PreJoinProps, 'joining' | 'refusal'> {
  passcodeNeeded: boolean;
  name: string;
  onJoin: (name: string, passcode: string | undefined) => void;
  onName: (name: string) => void;
}

function JoinForm({ joining, refusal, passcodeNeeded, name, onName, onJoin }: JoinFormProps) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<NameProblem>();
  const [passcode, setPasscode] = useState('');
  const [passcodeMissing, setPasscodeMissing] = useState(false);
  const [touched, setTouched] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const refused = touched ? undefined : refusal;
  const message = problem ? nameText(t, problem) : refused?.field === 'name' ? refused : undefined;

  const submit = () => {
    const found = nameProblem(name);
    setProblem(found);
    setTouched(false);
    const missing = passcodeNeeded && passcode.trim() === '';
    setPasscodeMissing(missing);
    if (found) input.current?.focus();
    else if (!missing) {
      setPrefs({ name: name.trim() });
      onJoin(name.trim(), passcodeNeeded ? passcode.trim() : undefined);
    }
  };

  return (
    <Form
      className="prejoin-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!joining) submit();
      }}
    >
      <NameField
        input={input}
        value={name}
        message={message}
        onChange={(value) => {
          onName(value);
          setProblem(undefined);
          setTouched(true);
        }}
      />
      {passcodeNeeded && (
        <PasscodeField
          value={passcode}
          missing={passcodeMissing}
          refusal={refused?.field === 'passcode' ? refused : undefined}
          onChange={(value) => {
            setPasscode(value);
            setPasscodeMissing(false);
            setTouched(true);
          }}
        />
      )}
      <div className="prejoin-foot">
        <Button type="submit" variant="primary" size="l" wide busy={joining} data-testid="join">
          <span role="status">{joining ? t('prejoin.joining') : t('prejoin.join')}</span>
        </Button>
      </div>
    </Form>
  );
}

interface NameFieldProps {
  input: RefObject<HTMLInputElement | null>;
  value: string;
  message: FieldMessage | undefined;
  onChange: (value: string) => void;
}

function NameField({ input, value, message, onChange }: NameFieldProps) {
  const { t } = useTranslation();
  return (
    <TextField
      className="field"
      value={value}
      isInvalid={message !== undefined}
      autoComplete="name"
      onChange={onChange}
    >
      <Label className="field-label">{t('prejoin.nameLabel')}</Label>
      <Input ref={input} className="field-input" data-testid="name" />
      {message ? (
        <FieldProblem message={message} testId="prejoin-error" />
      ) : (
        <p className="field-hint">{t('prejoin.nameHint')}</p>
      )}
    </TextField>
  );
}

function nameText(t: TFunction, problem: NameProblem): FieldMessage {
  const texts: Record<NameProblem, string> = {
    empty: t('prejoin.nameEmpty'),
    long: t('prejoin.nameLong', { limit: NAME_LIMIT }),
    control: t('prejoin.nameControl'),
  };
  return { detail: texts[problem] };
}
