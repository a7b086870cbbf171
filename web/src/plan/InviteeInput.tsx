import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Input, Label, Text, TextField } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../ui/Avatar';
import { Button, IconButton } from '../ui/Button';
import { FieldProblem } from '../ui/FieldProblem';
import type { FormState } from '../ui/form';
import { type PlanValues, takeInvitees } from './draft';

/** Addresses one by one or as a pasted list; what is no address stays in the field. */
export function InviteeInput({ form }: { form: FormState<PlanValues> }) {
  const { t } = useTranslation();
  const { id, value, message: typed } = form.bind('invitee');
  const message = typed ?? form.bind('invitees').message;
  const { invitees } = form.values;

  const take = (text: string) => {
    const taken = takeInvitees(invitees, text);
    form.set('invitees', taken.invitees);
    form.set('invitee', taken.rejected);
    if (taken.rejected) form.refuse({ fields: { invitee: { detail: t('plan.inviteeShape') } } });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && value.trim() !== '') {
      event.preventDefault();
      take(value);
    } else if (event.key === 'Backspace' && value === '' && invitees.length > 0) {
      form.set('invitees', invitees.slice(0, -1));
    }
  };
  return (
    <div className="invitees">
      <TextField
        className="field"
        value={value}
        isInvalid={message !== undefined}
        autoComplete="off"
        onChange={(text) => (/[,;\n]/.test(text) ? take(text) : form.set('invitee', text))}
      >
        <Label className="field-label">{t('plan.invitees')}</Label>
        <div className="invitee-row">
          <Input
            id={id}
            className="field-input field-input-m"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              event.preventDefault();
              take(value + event.clipboardData.getData('text'));
            }}
            data-testid="plan-invitee"
          />
          <Button variant="outline" onPress={() => take(value)} data-testid="plan-invitee-add">
            {t('plan.inviteeAdd')}
          </Button>
        </div>
        {message ? (
          <FieldProblem message={message} testId="plan-invitee-error" />
        ) : (
          <Text slot="description" className="field-hint">
            {t('plan.inviteesHint')}
          </Text>
        )}
      </TextField>
      <ul className="invitee-list" aria-label={t('plan.invitees')} data-testid="plan-invitees">
        {invitees.map((email) => (
          <li key={email} className="invitee">
            <Avatar identity={email} name={email} size="xs" />
            <span className="invitee-email">{email}</span>
            <IconButton
              label={t('plan.inviteeRemove', { email })}
              className="invitee-remove"
              onPress={() => form.set('invitees', invitees.filter((other) => other !== email))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </div>
  );
}
