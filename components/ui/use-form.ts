"use client";
// The state of one form: what is typed, what is wrong with it, whether it is being sent.
import { useId, useRef, useState } from "react";
import { fieldErrors, type Schema, type Values, withoutEmpty } from "./form-errors.ts";

/** What sending a form comes to: nothing when it worked, else errors by field or one problem of the whole. */
export type FormResult =
  // biome-ignore lint/suspicious/noConfusingVoidType: an async function without a return is the common case
  void | null | undefined | { fields?: Record<string, string | undefined>; problem?: string };

/** A form of whatever fields, as the parts of a form need it. */
export type AnyForm = {
  /** The DOM id of its `<form>`; fields are `<id>-<name>`. */
  id: string;
  values: Values;
  set(name: string, value: unknown): void;
  errors: Record<string, string>;
  problem: string | null;
  pending: boolean;
  dirty: boolean;
  /** Counts the attempts that were refused, so that each moves the focus. */
  refused: number;
  /** Back to its beginning, or to a new one. */
  reset(initial?: Values): void;
  submit(): Promise<void>;
};

export type Form<T> = AnyForm & { values: Partial<T> & Values };

type Options<T> = {
  /** The schema, or what loads it: at the first change of a field, and before it is sent at the latest. */
  schema?: Schema<T> | (() => Promise<Schema<T>>);
  initial: Partial<T> | Values;
  /** Fields whose empty text is a value and not a missing one. */
  keepEmpty?: readonly string[];
  submit: (values: T) => Promise<FormResult>;
};

type State = {
  values: Values;
  initial: Values;
  errors: Record<string, string>;
  problem: string | null;
  refused: number;
};

const begin = (initial: Values): State => ({
  values: initial,
  initial,
  errors: {},
  problem: null,
  refused: 0,
});

/** A form checked with the same schema as the API; see `FormView` for the `<form>` around it. */
export function useForm<T>({ schema, initial, keepEmpty, submit }: Options<T>): Form<T> {
  const id = useId();
  const [state, setState] = useState(() => begin({ ...initial }));
  const [pending, setPending] = useState(false);
  const busy = useRef(false);
  const asked = useRef(false);
  const refuse = (errors: Record<string, string>, problem: string | null) =>
    setState((now) => ({ ...now, errors, problem, refused: now.refused + 1 }));
  const send = async (values: T) => {
    const result = await submit(values).catch((error: unknown) => ({
      fields: undefined,
      problem: error instanceof Error ? error.message : "That did not work",
    }));
    const errors = Object.entries(result?.fields ?? {}).filter(
      (entry): entry is [string, string] => !!entry[1],
    );
    if (errors.length > 0 || result?.problem)
      return refuse(Object.fromEntries(errors), result?.problem ?? null);
    setState((now) => ({ ...now, initial: state.values, errors: {}, problem: null }));
  };
  const check = async () => {
    const input = withoutEmpty(state.values, keepEmpty);
    if (!schema) return send(input as T);
    const rules = await loaded(schema).catch(() => null);
    if (!rules) return refuse({}, "The server cannot be reached. Try again.");
    const parsed = rules.safeParse(input);
    if (parsed.success) return send(parsed.data);
    const found = fieldErrors(parsed.error.issues, input, Object.keys(state.values));
    refuse(found.errors, found.problem);
  };
  return {
    id,
    values: state.values as Partial<T> & Values,
    errors: state.errors,
    problem: state.problem,
    refused: state.refused,
    pending,
    dirty: !same(state.values, state.initial),
    set: (name, value) => {
      if (schema && !asked.current) {
        asked.current = true;
        loaded(schema).catch(() => {});
      }
      setState((now) => {
        const { [name]: _, ...errors } = now.errors;
        return { ...now, values: { ...now.values, [name]: value }, errors };
      });
    },
    reset: (next) => setState((now) => begin(next ?? now.initial)),
    submit: async () => {
      if (busy.current) return;
      busy.current = true;
      setPending(true);
      await check().finally(() => {
        busy.current = false;
        setPending(false);
      });
    },
  };
}

async function loaded<T>(schema: Schema<T> | (() => Promise<Schema<T>>)): Promise<Schema<T>> {
  return typeof schema === "function" ? schema() : schema;
}

/** Whether two sets of values would be sent as the same. */
function same(left: Values, right: Values): boolean {
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...names].every((name) => JSON.stringify(left[name] ?? "") === JSON.stringify(right[name] ?? ""));
}
