import { Keyboard } from 'lucide-react';
import { useState } from 'react';
import { Form, Input, Label, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { meetingPath, parseMeetingCode } from '../../meeting/code';
import { Button } from '../../ui/Button';
import { type FieldMessage, FieldProblem } from '../../ui/FieldProblem';
import './home.css';

interface JoinFormProps {
  /** Large and first on the page, or one card among others. */
  look: 'hero' | 'card';
}

/** One field for a code or a link, and Join. */
export function JoinForm({ look }: JoinFormProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [message, setMessage] = useState<FieldMessage>();
  const hero = look === 'hero';

  const submit = () => {
    const code = parseMeetingCode(text);
    if (code) navigate(meetingPath(code));
    else if (text.trim() === '') setMessage({ detail: t('home.emptyCode') });
    else setMessage({ detail: t('home.badCode') });
  };

  return (
    <Form
      className="home-form"
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        className="home-form"
        value={text}
        isInvalid={message !== undefined}
        autoFocus={hero}
        autoComplete="off"
        onChange={(value) => {
          setText(value);
          setMessage(undefined);
        }}
      >
        <Label className={hero ? 'visually-hidden' : 'card-title home-card-label'}>
          {hero ? t('home.field') : t('home.joinCard')}
        </Label>
        <div className={hero ? 'home-group' : 'home-group-card'}>
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
          <Button
            type="submit"
            variant={hero ? 'primary' : 'outline'}
            size={hero ? 'l' : 'm'}
            data-testid="join"
          >
            {t('home.join')}
          </Button>
        </div>
        {message && <FieldProblem message={message} />}
      </TextField>
    </Form>
  );
}
