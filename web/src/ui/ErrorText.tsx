/** Says what went wrong, to the eye and to a screen reader. */
export function ErrorText({ text, id }: { readonly text: string | null; readonly id?: string }) {
  return text === null ? null : (
    <p class="error-text" role="alert" id={id}>
      {text}
    </p>
  );
}
