import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ownZone, zoneLabel, zones } from '../time/zone';
import { FieldProblem } from '../ui/FieldProblem';
import type { FormState } from '../ui/form';
import { momentOfPlan, type PlanValues } from './draft';
import '../ui/menu.css';
import '../ui/select.css';

/** All zones of the world by typing a part of the name; offsets are those of the chosen day. */
export function ZoneInput({ form }: { form: FormState<PlanValues> }) {
  const { t } = useTranslation();
  const { zone, date } = form.values;
  const { message } = form.bind('zone');
  const moment = momentOfPlan(form.values);
  const day = 'instant' in moment ? Math.floor(moment.instant / 86_400_000) * 86_400_000 : 0;
  const items = useMemo(() => {
    const at = day || Date.now();
    const names = new Set([ownZone(), zone, ...zones()]);
    return [...names].filter(Boolean).map((id) => ({ id, label: zoneLabel(id, at) }));
    // The offsets only change with the day.
  }, [day, zone === '' ? '' : date]);
  return (
    <ComboBox
      className="field zone"
      defaultItems={items}
      value={zone}
      onChange={(key) => key !== null && form.set('zone', String(key))}
      isInvalid={message !== undefined}
      menuTrigger="focus"
    >
      <Label className="field-label">{t('plan.zone')}</Label>
      <div className="field-with-end">
        <Input id="plan-zone" className="field-input field-input-m" data-testid="plan-zone" />
        <Button className="icon-btn field-end" aria-label={t('plan.zoneList')}>
          <ChevronDown aria-hidden />
        </Button>
      </div>
      {message && <FieldProblem message={message} />}
      <Popover className="menu-popover select-popover" offset={4}>
        <ListBox className="menu zone-list">
          {(item: { id: string; label: string }) => (
            <ListBoxItem id={item.id} textValue={item.label} className="menu-item">
              {item.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
