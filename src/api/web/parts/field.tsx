import { createContext, useContext, useEffect, useId, type ReactNode, type RefObject } from 'react';
import type { Problem } from '../api.js';
import type { FieldError } from './checks.js';

const Errors = createContext<readonly FieldError[]>([]);
/** Supplies the errors of a form; pointers are JSON pointers into the request. */
export const FieldErrors = Errors.Provider;

/** The errors a problem names, each at its field. */
export const errorsOf = (problem: Problem | null): readonly FieldError[] => problem?.errors ?? [];

const useError = (pointer: string): string =>
  useContext(Errors)
    .filter((error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`))
    .map((error) => error.detail)
    .join('；');

/** What the control inside a field takes. */
export type Control = {
  id: string;
  status: 'error' | '';
  'aria-invalid': boolean;
  'aria-required': boolean;
  'aria-describedby': string | undefined;
};

type FieldProps = { label: string; pointer: string; required?: boolean; hint?: string | null };
/** `named`: the heading just above says the label already; only screen readers hear it again. */
type GroupProps = FieldProps & { named?: boolean; children: ReactNode };

function Notes({ id, hint, error }: { id: string; hint: string | null | undefined; error: string }) {
  return (
    <div id={id}>
      {hint && <p className="hint">{hint}</p>}
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}

const Required = () => <span className="required">（必填）</span>;

/** A label, its control, a hint, and what the server said of it. */
export function Field(props: FieldProps & { children: (control: Control) => ReactNode }) {
  const { label, pointer, required = false, hint, children } = props;
  const id = useId();
  const error = useError(pointer);
  const notes = hint || error ? `${id}-notes` : undefined;
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {required && <Required />}
      </label>
      {children({
        id,
        status: error ? 'error' : '',
        'aria-invalid': error !== '',
        'aria-required': required,
        'aria-describedby': notes,
      })}
      {notes && <Notes id={notes} hint={hint} error={error} />}
    </div>
  );
}

/** The same for a group of choices. */
export function FieldGroup(props: GroupProps) {
  const { label, pointer, required = false, hint, named = false, children } = props;
  const id = useId();
  const error = useError(pointer);
  const notes = hint || error ? `${id}-notes` : undefined;
  return (
    <fieldset
      className="field"
      aria-describedby={notes}
      data-invalid={error !== ''}
      tabIndex={error ? -1 : undefined}
    >
      <legend className={named ? 'unseen' : ''}>
        {label}
        {required && <Required />}
      </legend>
      {children}
      {notes && <Notes id={notes} hint={hint} error={error} />}
    </fieldset>
  );
}

/** Puts the focus on the first field with an error that is shown, so that a keyboard goes straight to it. */
const focusFirstError = (form: HTMLElement | null): void =>
  form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')?.focus();

/** Does so once the errors of a failed act are on the page; every failure is a new `error`. */
export function useFocusOnError(form: RefObject<HTMLElement | null>, error: unknown): void {
  useEffect(() => {
    if (error !== null && error !== undefined) focusFirstError(form.current);
  }, [form, error]);
}
