/** The controls of the window, each in one look. */
import type { ReactNode } from "react";
import {
  Button as AriaButton,
  Switch as AriaSwitch,
  Input,
  Label,
  ProgressBar,
  Radio,
  RadioGroup,
  Text,
  TextField,
} from "react-aria-components";
import { Glyph, type GlyphName } from "./glyph.tsx";

export interface ButtonProps {
  readonly children: ReactNode;
  /** Left out where the button submits its form. */
  readonly onPress?: () => void;
  readonly look?: "strong" | "danger" | "plain" | undefined;
  readonly glyph?: GlyphName | undefined;
  readonly disabled?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  /** For a button that shows its glyph only. */
  readonly name?: string | undefined;
}

export function Button(props: ButtonProps) {
  const { children, onPress, look, glyph, disabled, pressed, autoFocus, name } = props;
  const classes = ["button", look, name === undefined ? undefined : "icon"];
  return (
    <AriaButton
      className={classes.filter(Boolean).join(" ")}
      {...(onPress === undefined ? { type: "submit" } : { onPress })}
      isDisabled={disabled ?? false}
      autoFocus={autoFocus ?? false}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      {...(name === undefined ? {} : { "aria-label": name })}
    >
      {glyph === undefined ? null : <Glyph name={glyph} />}
      {name === undefined ? <span>{children}</span> : null}
    </AriaButton>
  );
}

interface SwitchProps {
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
  readonly label: string;
  readonly explain?: string;
}

export function Switch({ selected, onChange, label, explain }: SwitchProps) {
  return (
    <AriaSwitch className="switch" isSelected={selected} onChange={onChange}>
      <span className="track" aria-hidden="true" />
      <span>
        <span className="switch-state">{label}</span>
        {explain === undefined ? null : <span className="quiet small">{explain}</span>}
      </span>
    </AriaSwitch>
  );
}

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: "text" | "password";
  readonly explain?: string | undefined;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  readonly autoComplete?: string;
}

export function TextInput(props: TextInputProps) {
  const { label, value, onChange, type, explain, maxLength, autoFocus, autoComplete } = props;
  return (
    <TextField
      className="field"
      value={value}
      onChange={onChange}
      type={type ?? "text"}
      autoFocus={autoFocus ?? false}
      autoComplete={autoComplete ?? "off"}
      maxLength={maxLength ?? 1_000}
    >
      <Label>{label}</Label>
      <Input />
      {explain === undefined ? null : <Text slot="description">{explain}</Text>}
    </TextField>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly options: readonly { readonly value: T; readonly label: string }[];
}

export function Choices<T extends string>({ label, value, onChange, options }: ChoiceProps<T>) {
  return (
    <RadioGroup className="stack tight" value={value} onChange={(next) => onChange(next as T)}>
      <Label className="label">{label}</Label>
      {options.map((option) => (
        <Radio key={option.value} className="choice" value={option.value}>
          <span className="mark" aria-hidden="true" />
          <span>{option.label}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

export function Progress({ label, share }: { readonly label: string; readonly share: number }) {
  return (
    <ProgressBar className="progress" value={share * 100}>
      {({ percentage, valueText }) => (
        <>
          <span className="row apart small">
            <Label>{label}</Label>
            <span className="numbers">{valueText}</span>
          </span>
          <span className="bar">
            <span className="bar-fill" style={{ display: "block", width: `${percentage ?? 0}%` }} />
          </span>
        </>
      )}
    </ProgressBar>
  );
}
