import { CircleAlert } from 'lucide-react';
import { Text } from 'react-aria-components';
import './field.css';

export interface FieldMessage {
  detail: string;
  remedy?: string;
}

/** What is wrong and what to do, at the field. Inside a TextField it describes the input. */
export function FieldProblem({ message, testId }: { message: FieldMessage; testId?: string }) {
  return (
    <Text slot="errorMessage" className="field-error" data-testid={testId} role="alert">
      <CircleAlert aria-hidden />
      <span>
        {message.detail}
        {message.remedy && <span className="field-error-remedy">{message.remedy}</span>}
      </span>
    </Text>
  );
}
